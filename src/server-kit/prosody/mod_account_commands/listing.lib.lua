-- The accounts of a host, sorted by username, page by page. The names are sorted when a list is begun, and kept for the pages
-- that follow; what is said of an account is looked up for those of the page alone.

local jid_join = require "util.jid".join;
local st = require "util.stanza";
local now = require "util.time".now;
local users = require "core.usermanager".users;

-- Those of the module: a library that is loaded twice is there twice.
local disabled, profiles;

-- Seconds; nobody takes longer from one page to the next.
local KEPT = 60;
local FIELDS = { "jid", "disabled", "sessions", "first_name", "last_name", "mail", "title" };

local names, sorted_at = nil, 0;

-- Nil where the host's authentication cannot tell who is there.
local function fresh()
	local iterate, state, first = users(module.host);
	if not iterate then return nil; end
	names, sorted_at = {}, now();
	for username in iterate, state, first do names[#names + 1] = username; end
	table.sort(names);
	return names;
end

local function forget()
	names = nil;
end

module:hook_global("user-deleted", function (event)
	if event.host == module.host then forget(); end
end);
module:hook_global("user-registered", function (event)
	if event.host == module.host then forget(); end
end);

-- The place of the first name that comes after this one.
local function place_after(list, name)
	local low, high = 1, #list + 1;
	while low < high do
		local middle = math.floor((low + high) / 2);
		if list[middle] <= name then low = middle + 1; else high = middle; end
	end
	return low;
end

local function sessions_of(username)
	local user = prosody.hosts[module.host].sessions[username];
	local count = 0;
	for _ in pairs(user and user.sessions or {}) do count = count + 1; end
	return count;
end

local function entry_of(username)
	local entry = profiles.are_kept_here and profiles.get(username) or {};
	entry.jid = jid_join(username, module.host);
	entry.disabled = disabled.is_disabled(username) and "1" or "0";
	entry.sessions = tostring(sessions_of(username));
	return entry;
end

local function page(after, limit)
	local is_kept = after ~= "" and names and now() - sorted_at < KEPT;
	local list = is_kept and names or fresh();
	if not list then return nil; end
	local first = place_after(list, after);
	local last = math.min(first + limit - 1, #list);
	local entries = {};
	for i = first, last do entries[#entries + 1] = entry_of(list[i]); end
	return { entries = entries, more = last < #list };
end

-- As a form with several items (XEP-0004 §3.4).
local function form(content, form_type)
	local x = st.stanza("x", { xmlns = "jabber:x:data", type = "result" });
	x:tag("field", { var = "FORM_TYPE", type = "hidden" }):text_tag("value", form_type):up();
	x:tag("field", { var = "more", type = "boolean" }):text_tag("value", content.more and "1" or "0"):up();
	x:tag("reported");
	for _, name in ipairs(FIELDS) do x:tag("field", { var = name }):up(); end
	x:up();
	for _, entry in ipairs(content.entries) do
		x:tag("item");
		for _, name in ipairs(FIELDS) do
			x:tag("field", { var = name }):text_tag("value", entry[name] or ""):up();
		end
		x:up();
	end
	return x;
end

return function (disabled_accounts, account_profiles)
	disabled, profiles = disabled_accounts, account_profiles;
	return { fresh = fresh, page = page, form = form };
end
