-- Accounts that nobody can sign in with. Whoever is disabled has an entry in a store of its own (account_disabled), so
-- that password, contacts and all else stay as they are, and Prosody removes it with the account.
--
-- Prosody 0.12 has no such thing. Each way in ends here:
--   SASL (RFC 6120), whatever the mechanism: what the host's authentication hands out to do it with is made to fail where it would
--     have succeeded, so that only who knows the password is told;
--   SASL2 (XEP-0388), and tokens (XEP-0484), which do not ask the host's authentication: the event of their success is ended;
--   passwords by other ways (XEP-0078, HTTP): the host's test of a password fails;
--   a stream that was between signing in and binding when its account was disabled: binding fails.
-- The account exists as before: what others send to it is kept, and not refused.

local nodeprep = require "util.encodings".stringprep.nodeprep;
local destroy_session = require "core.sessionmanager".destroy_session;

local TEXT = "This account is disabled";
local REASON = { condition = "not-authorized", text = TEXT };

local store = module:open_store("account_disabled");
local host = prosody.hosts[module.host];

-- What cannot be read might be disabled.
local function is_disabled(username)
	local entry, err = store:get(username);
	return entry ~= nil or err ~= nil;
end

-- Whose right password was refused just now: the mechanism that asked knows that it was wrong, and not why.
local refused;

local function guard(handler)
	local process, clean_clone = handler.process, handler.clean_clone;
	function handler:process(message)
		refused = nil;
		local status, answer, text = process(self, message);
		local was_right = status == "success" or (status == "failure" and refused == self.username);
		if was_right and self.username and is_disabled(self.username) then
			return "failure", "account-disabled", TEXT;
		end
		return status, answer, text;
	end
	function handler:clean_clone()
		return guard(clean_clone(self));
	end
	return handler;
end

local guarded, originals;

local function release()
	if not guarded then return; end
	guarded.get_sasl_handler, guarded.test_password = originals.get_sasl_handler, originals.test_password;
	guarded, originals = nil, nil;
end

local function guard_provider()
	local provider = host.users;
	if provider == guarded then return; end
	release();
	local get_sasl_handler, test_password = provider.get_sasl_handler, provider.test_password;
	guarded = provider;
	originals = { get_sasl_handler = rawget(provider, "get_sasl_handler"), test_password = rawget(provider, "test_password") };
	function provider.get_sasl_handler(...)
		local handler = get_sasl_handler(...);
		return handler and guard(handler);
	end
	function provider.test_password(username, password)
		local ok, err = test_password(username, password);
		if ok and is_disabled(username) then
			refused = username;
			return nil, TEXT;
		end
		return ok, err;
	end
end

guard_provider();
-- After Prosody has taken a new one.
module:hook("item-added/auth-provider", guard_provider, -1);

module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	local username = nodeprep(session.sasl_handler.username or "");
	if username and is_disabled(username) then
		module:fire_event("sasl2/c2s/failure", { session = session, message = "account-disabled", error_text = TEXT });
		return true;
	end
end, 2000);

module:hook("pre-resource-bind", function (event)
	if is_disabled(event.session.username) then
		event.error = { type = "auth", condition = "not-authorized", text = TEXT };
		return false;
	end
end, 10);

local function end_sessions(username)
	local user = host.sessions[username];
	local sessions = {};
	for _, session in pairs(user and user.sessions or {}) do sessions[#sessions + 1] = session; end
	for _, session in ipairs(sessions) do
		session:close(REASON);
		-- One that waits to be resumed has no connection to be closed.
		if not session.destroyed then destroy_session(session, TEXT); end
	end
end

-- For whoever keeps a list of accounts.
local function changed(username)
	module:fire_event("im-contact-requests/account-changed", { username = username });
end

local function disable(username)
	local ok, err = store:set(username, { disabled = true });
	if not ok then return nil, err; end
	end_sessions(username);
	changed(username);
	return true;
end

local function enable(username)
	local ok, err = store:set(username, nil);
	if ok then changed(username); end
	return ok, err;
end

local function usernames()
	local list = {};
	for username in store:users() do list[#list + 1] = username; end
	table.sort(list);
	return list;
end

return {
	is_disabled = is_disabled;
	disable = disable;
	enable = enable;
	usernames = usernames;
	unload = release;
};
