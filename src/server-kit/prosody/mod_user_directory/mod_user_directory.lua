-- The people of a host, to be searched by its people (XEP-0055):
--
--     VirtualHost "example.com"
--       modules_enabled = { "user_directory" }
--       user_directory_max_items = 50 -- the most that one answer holds
--
-- Each word that is searched for has to begin a word of what people's vCards (XEP-0054) say, their title aside, or of the
-- name before the @. Small and capital letters are the same, and so are Latin letters with and without accents. Answers come
-- by pages (XEP-0059), in the order of the names. Accounts of this host are told, and nobody else; those that
-- mod_account_commands has disabled are left out, and so is whoever asks. vCards are read where mod_vcard keeps them; where mod_vcard_legacy keeps them
-- among people's own nodes, those that are open to all.
--
-- Why not mod_vjud: it never answers once somebody has a vCard without a mail address, knows no titles, reads every vCard from
-- the disk for each search, and gives out everybody at once.
--
-- What is searched is kept in memory, about 2 kB for each account. It is read a few accounts at a time, so that others have their
-- turn; a search that comes before all is read is answered then. What is changed by way of Prosody is read again at the next
-- search; accounts that are made by other ways are found within a minute.

local dataforms = require "util.dataforms";
local jid_join = require "util.jid".join;
local rsm = require "util.rsm";
local st = require "util.stanza";
local add_task = require "util.timer".add_task;
local now = require "util.time".now;
local user_exists = require "core.usermanager".user_exists;
local users = require "core.usermanager".users;
local fold = module:require "folding";

local SEARCH = "jabber:iq:search";
local RSM = "http://jabber.org/protocol/rsm";
local DATA = "jabber:x:data";
-- Accounts that are read before others have their turn, and seconds for which a list of them counts.
local STEP, LISTED = 50, 60;
local MOST_WAITING = 100;
local LARGEST_PAGE = module:get_option_number("user_directory_max_items", 50);

module:depends("disco");
module:add_identity("directory", "user", "People of " .. module.host);
module:add_feature(SEARCH);
module:add_feature(RSM);
module:add_feature("urn:im-contact-requests:kit:user_directory");

local cards = module:require "cards";
local asked = dataforms.new({
	title = "Search for people of " .. module.host;
	instructions = "Whoever has words that begin like all of these";
	{ name = "FORM_TYPE", type = "hidden", value = SEARCH };
	{ name = "search", type = "text-single", label = "Name or address" };
	{ name = "first", type = "text-single", label = "First name" };
	{ name = "last", type = "text-single", label = "Last name" };
	{ name = "nick", type = "text-single", label = "Nickname" };
	{ name = "email", type = "text-single", label = "Mail address" };
});
local CRITERIA = { "search", "first", "last", "nick", "email" };
local LEGACY = { "first", "last", "nick", "email" };
local REPORTED = { "jid", "name", "first", "last", "nick", "email", "title" };

-- By username, and all of them in order; whose entry is to be read; and when who is there was listed.
local entries, ordered, stale, listed_at = {}, {}, {}, nil;
local waiting = {};
local is_reading = false;

-- The first place whose key does not come before this one.
local function place_of(key)
	local low, high = 1, #ordered + 1;
	while low < high do
		local middle = math.floor((low + high) / 2);
		if ordered[middle].key < key then low = middle + 1; else high = middle; end
	end
	return low;
end

local function drop(username)
	local entry = entries[username];
	if not entry then return; end
	entries[username] = nil;
	table.remove(ordered, place_of(entry.key));
end

local function read(username)
	drop(username);
	if not user_exists(username, module.host) or cards.is_disabled(username) then return; end
	local entry = cards.read(username);
	entry.jid = jid_join(username, module.host);
	entry.username = username;
	entry.key = fold.text(entry.name ~= "" and entry.name or username) .. "\0" .. username;
	entry.words = { search = fold.words(username, entry.name, entry.first, entry.last, entry.nick, entry.email) };
	for _, name in ipairs(LEGACY) do entry.words[name] = fold.words(entry[name]); end
	entries[username] = entry;
	table.insert(ordered, place_of(entry.key), entry);
end

-- Whoever is there, by what the host's authentication says; false where that cannot tell.
local function list()
	local iterate, state, first = users(module.host);
	if not iterate then return false; end
	listed_at = now();
	local found = {};
	for username in iterate, state, first do
		found[username] = true;
		if not entries[username] then stale[username] = true; end
	end
	for username in pairs(entries) do
		if not found[username] then stale[username] = true; end
	end
	return true;
end

local function read_some()
	for _ = 1, STEP do
		local username = next(stale);
		if not username then return true; end
		stale[username] = nil;
		read(username);
	end
	return next(stale) == nil;
end

local function go_on()
	if not read_some() then return 0; end
	is_reading = false;
	local answers = waiting;
	waiting = {};
	for _, answer in ipairs(answers) do answer(); end
end

-- Calls back when everything is read: at once, where that is little.
local function when_read(answer)
	if not is_reading and read_some() then return answer(); end
	waiting[#waiting + 1] = answer;
	if is_reading then return; end
	is_reading = true;
	add_task(0, go_on);
end

local function is_stale(event)
	if event.host and event.host ~= module.host then return; end
	stale[event.username] = true;
end
module:hook_global("user-deleted", is_stale);
module:hook("user-registered", is_stale);
-- Of mod_account_commands.
module:hook("im-contact-requests/account-changed", is_stale);
cards.when_changed(function (username) stale[username] = true; end);

-- The words that are searched for, by where; nil if there are none.
local function criteria_of(query)
	local form = query:get_child("x", DATA);
	local fields = form and asked:data(form) or {};
	local criteria, is_empty = {}, true;
	for _, name in ipairs(form and CRITERIA or LEGACY) do
		criteria[name] = fold.query(form and fields[name] or query:get_child_text(name) or "");
		if #criteria[name] > 0 then is_empty = false; end
	end
	return not is_empty and criteria or nil;
end

local function fits(entry, criteria)
	for name, words in pairs(criteria) do
		for _, word in ipairs(words) do
			if not entry.words[name]:find(word, 1, true) then return false; end
		end
	end
	return true;
end

-- The page that is asked for; nil and a condition if there is none.
local function page_of(asker, criteria, set)
	if set.before or set.index then return nil, "feature-not-implemented"; end
	local last_seen = set.after and set.after ~= "" and entries[set.after];
	if set.after and set.after ~= "" and not last_seen then return nil, "item-not-found"; end
	local limit = math.max(0, math.min(set.max or LARGEST_PAGE, LARGEST_PAGE));
	local page, count, before = {}, 0, 0;
	for _, entry in ipairs(ordered) do
		if entry.username ~= asker and fits(entry, criteria) then
			count = count + 1;
			if last_seen and entry.key <= last_seen.key then
				before = count;
			elseif #page < limit then
				page[#page + 1] = entry;
			end
		end
	end
	return { entries = page, count = count, index = before };
end

local function with_form(query, page)
	query:tag("x", { xmlns = DATA, type = "result" });
	query:tag("field", { var = "FORM_TYPE", type = "hidden" }):text_tag("value", SEARCH):up();
	query:tag("reported");
	for _, name in ipairs(REPORTED) do
		query:tag("field", { var = name, label = name, type = name == "jid" and "jid-single" or "text-single" }):up();
	end
	query:up();
	for _, entry in ipairs(page.entries) do
		query:tag("item");
		for _, name in ipairs(REPORTED) do query:tag("field", { var = name }):text_tag("value", entry[name]):up(); end
		query:up();
	end
	query:up();
end

local function with_items(query, page)
	for _, entry in ipairs(page.entries) do
		query:tag("item", { jid = entry.jid });
		for _, name in ipairs(LEGACY) do query:text_tag(name, entry[name]); end
		query:up();
	end
end

local function answer_to(asker, stanza, query, criteria)
	local page, condition = page_of(asker, criteria, rsm.get(query) or {});
	if not page then return st.error_reply(stanza, condition == "item-not-found" and "cancel" or "modify", condition); end
	local reply = st.reply(stanza):query(SEARCH);
	if query:get_child("x", DATA) then with_form(reply, page); else with_items(reply, page); end
	local first, last = page.entries[1], page.entries[#page.entries];
	reply:add_child(rsm.generate({
		first = first and { first.username, index = page.index } or nil;
		last = last and last.username or nil;
		count = page.count;
	}));
	return reply;
end

module:hook("iq/host/" .. SEARCH .. ":query", function (event)
	local origin, stanza = event.origin, event.stanza;
	if origin.type ~= "c2s" or origin.host ~= module.host then
		origin.send(st.error_reply(stanza, "auth", "forbidden", "Only accounts of " .. module.host .. " may search here"));
		return true;
	end
	local query = stanza.tags[1];
	if stanza.attr.type == "get" then
		local reply = st.reply(stanza):query(SEARCH);
		for _, name in ipairs(LEGACY) do reply:tag(name):up(); end
		origin.send(reply:add_child(asked:form()));
		return true;
	end
	local criteria = criteria_of(query);
	if not criteria then
		origin.send(st.error_reply(stanza, "modify", "not-acceptable", "There is nothing to search for"));
	elseif (not listed_at or now() - listed_at > LISTED) and not list() then
		origin.send(st.error_reply(stanza, "cancel", "feature-not-implemented",
			"The authentication of " .. module.host .. " does not tell which accounts it has"));
	elseif #waiting >= MOST_WAITING then
		origin.send(st.error_reply(stanza, "wait", "resource-constraint"));
	else
		when_read(function () origin.send(answer_to(origin.username, stanza, query, criteria)); end);
	end
	return true;
end);

-- What is read before anybody searches, nobody waits for.
add_task(1, function ()
	if not listed_at and list() then when_read(function () end); end
end);
