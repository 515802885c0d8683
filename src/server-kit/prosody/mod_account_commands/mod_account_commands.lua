-- What an administrator's console needs to know of the accounts of a host, and to do with them, as ad-hoc commands:
--
--     VirtualHost "example.com"
--       admins = { "admin@example.com" }
--       modules_enabled = { "account_commands" }
--
--   http://jabber.org/protocol/admin#     get-registered-users-list, get-disabled-users-list, disable-user,
--                                         reenable-user (XEP-0133)
--   urn:im-contact-requests:accounts:1#   list (by pages, with what is said of each), profile, set-profile; invite,
--                                         where "invites" is loaded: a link to an account of this name
--
-- Those of "admins" may, and nobody else. The first answer to a command is its form; the second submits it. There are no
-- settings. Who may is asked of Prosody before it calls a command, and once more by the command itself.

local dataforms = require "util.dataforms";
local datetime = require "util.datetime";
local is_admin = require "core.usermanager".is_admin;
local jid = require "util.jid";
local nodeprep = require "util.encodings".stringprep.nodeprep;
local user_exists = require "core.usermanager".user_exists;

local ADMIN = "http://jabber.org/protocol/admin";
local ACCOUNTS = "urn:im-contact-requests:accounts:1";
local LARGEST_PAGE = 1000;
-- In octets; a name or an address is not longer.
local LONGEST_FIELD = 1023;

module:depends("adhoc");
local new_command = module:require "adhoc".new;
local disabled = module:require "disabled";
local profiles = module:require "profiles";
local listing = module:require "listing" (disabled, profiles);

local function failure(kind, condition, text)
	return { status = "error", error = { type = kind, condition = condition, text = text } };
end

local function bad_request(text)
	return failure("modify", "bad-request", text);
end

-- What is wrong with each field, in one text.
local function problems_of(errors)
	local lines = {};
	for name, problem in pairs(errors) do lines[#lines + 1] = name .. ": " .. problem; end
	table.sort(lines);
	return table.concat(lines, "; ");
end

-- Adds a command: `form` is its form, and `perform(fields, data)` answers it once it is submitted.
local function add(name, node, form, perform)
	local function handle(_, data, state)
		if not is_admin(data.from, module.host) then
			return failure("auth", "forbidden", "Only administrators of " .. module.host .. " may do this");
		elseif data.action == "cancel" then
			return { status = "canceled" };
		elseif not state and not data.form then
			return { status = "executing", actions = { "complete", default = "complete" }, form = form }, "executing";
		elseif not data.form or data.form.attr.type ~= "submit" then
			return bad_request("The form of this command was not submitted");
		end
		local fields, errors = form:data(data.form);
		if errors then return bad_request(problems_of(errors)); end
		return perform(fields, data);
	end
	module:provides("adhoc", new_command(name, node, handle, "admin"));
end

-- The username of an account of this host, or nil.
local function account_of(address)
	local username, host, resource = jid.split(address);
	if not username or host ~= module.host or resource then return nil; end
	return user_exists(username, host) and username or nil;
end

local function no_such_account(address)
	return failure("cancel", "item-not-found", "There is no account " .. address);
end

-- Does something with each account; what could not be done is told, for one account alone as the failure of the command.
local function with_each(addresses, act)
	local done, problems, last = 0, {}, nil;
	for _, address in ipairs(addresses) do
		local username = account_of(address);
		local failed = username and act(username, address);
		if not username then failed = no_such_account(address); end
		if failed then
			last = failed;
			problems[#problems + 1] = failed.error.text;
		else
			done = done + 1;
		end
	end
	if #addresses == 1 and last then return last; end
	if last then
		local text = ("Done for %d of %d accounts. %s"):format(done, #addresses, table.concat(problems, ". "));
		return { status = "completed", error = { message = text } };
	end
	return { status = "completed", info = ("Done for %d of %d accounts"):format(done, #addresses) };
end

local function not_told()
	return failure("cancel", "feature-not-implemented", "The authentication of " .. module.host .. " does not tell which accounts it has");
end

local function not_written(address, problem)
	module:log("error", "%s stays as it is: %s", address, problem);
	return failure("wait", "internal-server-error", "What is kept of " .. address .. " could not be written");
end

local function addresses_form(title)
	return dataforms.new({
		title = title;
		{ name = "FORM_TYPE", type = "hidden", value = ADMIN };
		{ name = "accountjids", type = "jid-multi", required = true, label = "The addresses of the accounts" };
	});
end

add("Disable accounts", ADMIN .. "#disable-user", addresses_form("Disable accounts"), function (fields, data)
	return with_each(fields.accountjids, function (username, address)
		if address == jid.bare(data.from) then
			return failure("cancel", "not-allowed", "This is your own account: another administrator can disable it");
		end
		local ok, problem = disabled.disable(username);
		if not ok then return not_written(address, problem); end
		module:log("info", "%s was disabled by %s", address, jid.bare(data.from));
	end);
end);

add("Enable accounts", ADMIN .. "#reenable-user", addresses_form("Enable accounts"), function (fields, data)
	return with_each(fields.accountjids, function (username, address)
		local ok, problem = disabled.enable(username);
		if not ok then return not_written(address, problem); end
		module:log("info", "%s was enabled by %s", address, jid.bare(data.from));
	end);
end);

-- XEP-0133 has the administrator choose how many at most.
local MOST = { "25", "50", "75", "100", "150", "200", { value = "none", label = "all", default = true } };

local function add_list(name, node, field, usernames)
	local form = dataforms.new({
		title = name;
		{ name = "FORM_TYPE", type = "hidden", value = ADMIN };
		{ name = "max_items", type = "list-single", options = MOST, label = "How many at most" };
	});
	local result = dataforms.new({
		{ name = "FORM_TYPE", type = "hidden", value = ADMIN };
		{ name = field, type = "jid-multi", label = "The addresses of the accounts" };
	});
	add(name, ADMIN .. node, form, function (fields)
		local most = fields.max_items == nil and math.huge or fields.max_items == "none" and math.huge
			or tonumber(fields.max_items);
		if not most or most < 1 then return bad_request("max_items: a number, or none"); end
		local all = usernames();
		if not all then return not_told(); end
		local addresses = {};
		for i, username in ipairs(all) do
			if i > most then break; end
			addresses[i] = jid.join(username, module.host);
		end
		return { status = "completed", result = { layout = result, values = { [field] = addresses } } };
	end);
end

add_list("Accounts", "#get-registered-users-list", "registereduserjids", listing.fresh);
add_list("Disabled accounts", "#get-disabled-users-list", "disableduserjids", disabled.usernames);

local list_form = dataforms.new({
	title = "Accounts, page by page";
	{ name = "FORM_TYPE", type = "hidden", value = ACCOUNTS };
	{ name = "after", type = "text-single", label = "Go on after this username; empty at the start" };
	{ name = "limit", type = "text-single", datatype = "xs:integer", range_min = 1, range_max = LARGEST_PAGE,
		value = tostring(LARGEST_PAGE), label = "How many at most" };
});

add("Accounts, page by page", ACCOUNTS .. "#list", list_form, function (fields)
	local page = listing.page(fields.after or "", fields.limit or LARGEST_PAGE);
	if not page then return not_told(); end
	return { status = "completed", other = listing.form(page, ACCOUNTS) };
end);

if profiles.are_kept_here then
	local function profile_layout(title, with_address)
		local layout = { title = title, { name = "FORM_TYPE", type = "hidden", value = ACCOUNTS } };
		if with_address then
			layout[#layout + 1] = { name = "accountjid", type = "jid-single", required = true, label = "The address of the account" };
		end
		return layout;
	end

	local function with_fields(layout)
		layout[#layout + 1] = { name = "first_name", type = "text-single", label = "First name" };
		layout[#layout + 1] = { name = "last_name", type = "text-single", label = "Last name" };
		layout[#layout + 1] = { name = "mail", type = "text-single", label = "Mail address" };
		layout[#layout + 1] = { name = "title", type = "text-single", label = "Title" };
		return dataforms.new(layout);
	end

	local result = with_fields(profile_layout());

	add("Profile of an account", ACCOUNTS .. "#profile", dataforms.new(profile_layout("Profile of an account", true)), function (fields)
		local username = account_of(fields.accountjid);
		if not username then return no_such_account(fields.accountjid); end
		local profile = profiles.get(username);
		if not profile then
			return failure("wait", "internal-server-error", "The profile of " .. fields.accountjid .. " could not be read");
		end
		return { status = "completed", result = { layout = result, values = profile } };
	end);

	add("Set the profile of an account", ACCOUNTS .. "#set-profile", with_fields(profile_layout("Set the profile of an account", true)), function (fields, data)
		local username = account_of(fields.accountjid);
		if not username then return no_such_account(fields.accountjid); end
		for _, name in ipairs(profiles.names) do
			if fields[name] and #fields[name] > LONGEST_FIELD then
				return bad_request(("%s: longer than %d octets"):format(name, LONGEST_FIELD));
			end
		end
		local ok, problem = profiles.set(username, fields);
		if not ok then return not_written(fields.accountjid, problem); end
		module:log("info", "The profile of %s was set by %s", fields.accountjid, jid.bare(data.from));
		return { status = "completed", info = "The profile was set" };
	end);
end

-- mod_invites_adhoc invites whoever comes; an administrator who imports people has names for them.
if module:get_option_inherited_set("modules_enabled", {}):contains("invites") then
	local invites = module:depends("invites");
	local form = dataforms.new({
		title = "Invite somebody to an account of this name";
		{ name = "FORM_TYPE", type = "hidden", value = ACCOUNTS };
		{ name = "username", type = "text-single", required = true, label = "The part before the @" };
	});
	local result = dataforms.new({
		{ name = "FORM_TYPE", type = "hidden", value = ACCOUNTS };
		{ name = "uri", type = "text-single" };
		{ name = "landing-url", type = "text-single" };
		{ name = "expire", type = "text-single" };
	});

	add("Invite somebody to an account of this name", ACCOUNTS .. "#invite", form, function (fields, data)
		local username = nodeprep(fields.username);
		if not username then return bad_request("username: not the name of an account"); end
		local address = jid.join(username, module.host);
		if user_exists(username, module.host) then
			return failure("cancel", "conflict", "There is an account " .. address);
		end
		local invite = invites.create_account(username, { source = data.from });
		if not invite then return not_written(address, "the invitation could not be stored"); end
		module:log("info", "%s was invited by %s", address, jid.bare(data.from));
		local values = { uri = invite.uri, ["landing-url"] = invite.landing_page, expire = datetime.datetime(invite.expires) };
		return { status = "completed", result = { layout = result, values = values } };
	end);
end

module:add_feature("urn:im-contact-requests:kit:account_commands");

function module.unload()
	disabled.unload();
end
