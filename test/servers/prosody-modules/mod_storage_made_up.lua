-- People with many contacts and a long archive, for benchmarks: "popular-5000-1" has 5,000 contacts and has exchanged
-- 100,000 messages, made up when they are asked for. What is added is kept in memory; for everybody else that is all
-- there is. Prosody's own storages write all of a contact list at each change, and read all of an archive for each page
-- of it: what is measured would be that.
local st = require "util.stanza";

local GROUPS, MESSAGES = 40, 100000;
local CONTACTS_DOMAIN = module:get_option_string("made_up_contacts", "crowd.example");
-- Seconds between two messages; the last one was a while ago.
local STEP, NOW = 60, os.time() - 3600;
-- Every tenth message is of the conversation with the first contact.
local FAVOURITE, OTHERS = 10, 199;
local WORDS = { "report", "meeting", "Monday", "numbers", "draft", "customer", "printer", "lunch", "figures", "train" };

local function contacts_of(username)
	return tonumber((username or ""):match("^popular%-(%d+)%-"));
end

local function contact(number)
	return ("contact%d@%s"):format(number, CONTACTS_DOMAIN);
end

local function roster(size)
	local items = { [false] = { version = 1, pending = {} } };
	for i = 0, size - 1 do
		items[contact(i)] = {
			subscription = "both", name = ("Contact %04d"):format(i), groups = { [("Team %02d"):format(i % GROUPS)] = true };
		};
	end
	return items;
end

-- The number of the contact that the message at this place is exchanged with, and which of theirs it is.
local function whose(place)
	local index = place - 1;
	if index % FAVOURITE == 0 then return 0, index // FAVOURITE + 1; end
	local other = index - index // FAVOURITE - 1;
	return 1 + other % OTHERS, other // OTHERS + 1;
end

local function text(place, number)
	local words = {};
	for i = 1, 6 + place % 7 do words[i] = WORDS[(place * i + i) % #WORDS + 1]; end
	return ("No. %d: %s"):format(number, table.concat(words, " "));
end

local function made_up(username, place)
	local who, number = whose(place);
	local with, own = contact(who), username .. "@" .. module.host;
	local is_mine = number % 2 == 0;
	return {
		with = with, when = NOW - (MESSAGES - place) * STEP;
		stanza = function ()
			return st.message({
				id = "made-up-" .. place, type = "chat";
				from = is_mine and own .. "/desk" or with .. "/desk", to = is_mine and with or own;
			}, text(place, number));
		end;
	};
end

local keyval = {};
keyval.__index = keyval;

function keyval:get(username)
	local contacts = self.is_roster and contacts_of(username);
	if contacts and not self.data[username] then self.data[username] = roster(contacts); end
	return self.data[username or 1];
end

function keyval:set(username, data)
	self.data[username or 1] = data;
	return true;
end

function keyval:users()
	return pairs(self.data);
end

local archive = { caps = { quota = math.huge, full_id_range = true, ids = true } };
archive.__index = archive;

function archive:size(username)
	local added = self.data[username];
	return (contacts_of(username) and MESSAGES or 0) + (added and #added or 0);
end

function archive:entry(username, place)
	local made = contacts_of(username) and MESSAGES or 0;
	if place <= made then return made_up(username, place); end
	return self.data[username][place - made];
end

local function key(place)
	return ("%08d"):format(place);
end

function archive:append(username, _, stanza, when, with)
	local added = self.data[username] or {};
	self.data[username] = added;
	local copy = st.clone(stanza);
	added[#added + 1] = { with = with, when = when, stanza = function () return st.clone(copy); end };
	return key(self:size(username));
end

function archive:find(username, query)
	query = query or {};
	local first, last = 1, self:size(username);
	for name, id in pairs({ after = query.after, before = query.before }) do
		local place = tonumber(id);
		if not place or place < 1 or place > self:size(username) then return nil, "item-not-found"; end
		if name == "after" then first = place + 1; else last = place - 1; end
	end
	local ids;
	if query.ids then
		ids = {};
		for _, id in ipairs(query.ids) do ids[id] = true; end
	end
	local function matches(place, entry)
		return (not query.with or entry.with == query.with) and (not query.start or entry.when >= query.start)
			and (not query["end"] or entry.when <= query["end"]) and (not ids or ids[key(place)] ~= nil);
	end
	local function walk(from, to, step)
		return coroutine.wrap(function ()
			for place = from, to, step do
				local entry = self:entry(username, place);
				if matches(place, entry) then coroutine.yield(place, entry); end
			end
		end);
	end
	local left = query.limit or math.huge;
	local iterate = query.reverse and walk(last, first, -1) or walk(first, last, 1);
	return function ()
		if left <= 0 then return; end
		left = left - 1;
		local place, entry = iterate();
		if not place then
			left = 0;
			return;
		end
		return key(place), entry.stanza(), entry.when, entry.with;
	end;
end

-- Nothing is ever old enough.
function archive:delete()
	return 0;
end

local stores = {};
local driver = {};

function driver:open(name, kind)
	local store = ({ keyval = keyval, archive = archive })[kind or "keyval"];
	if not store then return nil, "unsupported-store"; end
	stores[name] = stores[name] or {};
	return setmetatable({ data = stores[name], is_roster = name == "roster" }, store);
end

module:provides("storage", driver);
