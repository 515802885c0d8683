-- First name, last name, mail and title of an account, in its vCard (XEP-0054) where mod_vcard keeps it. All else that is in
-- there stays. mod_vcard_legacy keeps vCards among people's own nodes, and would throw away what is written here:
-- with that module there are no profiles.

local st = require "util.stanza";

local modules = require "core.modulemanager".get_modules_for_host(module.host);
local are_kept_here = not modules:contains("vcard_legacy");
if not are_kept_here then
	module:log("warn", "Profiles of accounts are left out, because mod_vcard_legacy keeps vCards; mod_vcard in its place has them");
end

local vcards = module:open_store("vcard");
local NAMES = { "first_name", "last_name", "mail", "title" };

local function text_of(parent, name)
	return parent and parent:get_child_text(name) or "";
end

local function read(vcard)
	local name, email = vcard and vcard:get_child("N"), vcard and vcard:get_child("EMAIL");
	return {
		first_name = text_of(name, "GIVEN");
		last_name = text_of(name, "FAMILY");
		mail = text_of(email, "USERID");
		title = text_of(vcard, "TITLE");
	};
end

local function replace(parent, old, new)
	parent:maptags(function (tag)
		if tag == old then return new; end
		return tag;
	end);
end

-- Gives the first child of that name another text; without one, it is taken away.
local function put(parent, name, text)
	local old = parent:get_child(name);
	local new = text ~= "" and st.stanza(name):text(text) or nil;
	if old then
		replace(parent, old, new);
	elseif new then
		parent:add_direct_child(new);
	end
end

local function child(parent, name)
	local found = parent:get_child(name);
	if not found then
		found = st.stanza(name);
		parent:add_direct_child(found);
	end
	return found;
end

local function put_names(vcard, first, last)
	local name = child(vcard, "N");
	put(name, "GIVEN", first);
	put(name, "FAMILY", last);
	put(vcard, "FN", (first .. " " .. last):match("^%s*(.-)%s*$"));
end

local function put_mail(vcard, mail)
	if mail ~= "" then
		put(child(vcard, "EMAIL"), "USERID", mail);
	elseif vcard:get_child("EMAIL") then
		replace(vcard, vcard:get_child("EMAIL"), nil);
	end
end

local function get(username)
	local data, err = vcards:get(username);
	if err then return nil, err; end
	return read(st.deserialize(data));
end

-- What is nil stays as it is; what is empty is taken away.
local function set(username, wanted)
	local data, err = vcards:get(username);
	-- What could not be read is not to be lost.
	if err then return nil, err; end
	local vcard = st.deserialize(data) or st.stanza("vCard", { xmlns = "vcard-temp" });
	local before, after = read(vcard), {};
	for _, name in ipairs(NAMES) do after[name] = wanted[name] or before[name]; end
	-- A name written in full (FN) may say more than its parts, for as long as those are the same.
	if after.first_name ~= before.first_name or after.last_name ~= before.last_name then
		put_names(vcard, after.first_name, after.last_name);
	end
	if after.mail ~= before.mail then put_mail(vcard, after.mail); end
	put(vcard, "TITLE", after.title);
	local ok, problem = vcards:set(username, st.preserialize(vcard));
	-- For whoever keeps a list of accounts.
	if ok then module:fire_event("im-contact-requests/account-changed", { username = username }); end
	return ok, problem;
end

return { are_kept_here = are_kept_here, names = NAMES, get = get, set = set };
