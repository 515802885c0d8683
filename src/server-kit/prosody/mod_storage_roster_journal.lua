-- Keeps contact lists and waiting requests so that a change costs one line, however many wait:
--
--     storage = { roster = "roster_journal" }
--
-- Prosody's own file storage writes the whole list at each change. Here the list stays as that storage has it
-- (roster/USER.dat), and what has changed since is appended to roster_journal/USER.list, a line for each contact. When
-- that has more lines than the list has contacts, the list is written whole, and another journal begins. Lists that
-- Prosody has kept until now are read as they are; to go back, stop it, and
--
--     prosodyctl mod_storage_roster_journal HOST
--
-- A line is with the operating system before anybody is told of what it says: the death of the process loses nothing.

local cache = require "util.cache";
local datamanager = require "core.storagemanager".olddm;
local serialization = require "util.serialization";

local LIST, JOURNAL = "roster", "roster_journal";
-- No journal is folded into its list before it has so many lines.
local SHORTEST = 1000;

local serialize = serialization.new("oneline");

local function line_of(record)
	return "item(" .. serialize(record) .. ");\n";
end

local function size_of(data)
	local size = 0;
	for _ in pairs(data) do size = size + 1; end
	return size;
end

local function journal_of(username, host)
	return datamanager.getpath(username, host, JOURNAL, "list", true);
end

-- The records of a journal, and whether the last line broke off, which nobody was told of then.
local function read_journal(username, host)
	local file = io.open(journal_of(username, host), "rb");
	if not file then return {}; end
	local content = file:read("*a");
	file:close();
	local records = {};
	for line in content:gmatch("([^\n]*)\n") do
		local record = serialization.deserialize(line:match("^item%((.*)%);$") or "");
		if type(record) ~= "table" then
			return nil, ("line %d of %s cannot be read"):format(#records + 1, journal_of(username, host));
		end
		records[#records + 1] = record;
	end
	return records, content:sub(-1) ~= "\n" and content ~= "";
end

-- What a record says of one contact.
local function apply(data, record)
	data[record.jid] = record.item;
	data[false] = data[false] or {};
	for name, value in pairs(record.metadata) do data[false][name] = value; end
	data[false].pending = data[false].pending or {};
	data[false].pending[record.jid] = record.pending;
end

-- Whether the list was written by another storage since, which knows nothing of journals.
local function is_older(record, metadata)
	local version = record.metadata.version;
	return type(version) == "number" and type(metadata.version) == "number" and version <= metadata.version;
end

local store = {};
store.__index = store;

-- Of each user: which journal goes on from the list, its lines, and the contacts that the list has.
function store:state(username)
	local state = self.states:get(username);
	if state then return state; end
	local data, err = self:load(username);
	if not data then return nil, err; end
	return self.states:get(username);
end

function store:load(username)
	local data, err = datamanager.load(username, self.host, LIST);
	if err then return nil, err; end
	data = data or {};
	local state = { number = data[false] and data[false].journal or 0, lines = 0, contacts = size_of(data) };
	local records, broken = read_journal(username, self.host);
	if not records then
		module:log("error", "%s", broken);
		return nil, broken;
	end
	-- A journal of another number is in the list already.
	if records[1] and records[1].journal == state.number then
		if broken then
			local lines = {};
			for i, record in ipairs(records) do lines[i] = line_of(record); end
			local ok, problem = datamanager.store_raw(journal_of(username, self.host), table.concat(lines));
			if not ok then return nil, problem; end
		end
		local listed = data[false] and { version = data[false].version } or {};
		for i = 2, #records do
			if not is_older(records[i], listed) then apply(data, records[i]); end
		end
		state.lines = #records - 1;
	end
	self.states:set(username, state);
	return data;
end

-- Writes the list whole. The journal that there is does not go on from it.
function store:fold(username, data)
	local state, err = self:state(username);
	if not state then return nil, err; end
	local number = state.number + 1;
	data[false] = data[false] or { pending = {} };
	data[false].journal = number;
	local ok, problem = datamanager.store(username, self.host, LIST, data);
	if not ok then return nil, problem; end
	self.states:set(username, { number = number, lines = 0, contacts = size_of(data) });
	os.remove(journal_of(username, self.host));
	return true;
end

function store:write(username, lines)
	local state, err = self:state(username);
	if not state then return nil, err; end
	local ok, problem;
	if state.lines == 0 then
		local head = line_of({ journal = state.number });
		ok, problem = datamanager.store_raw(journal_of(username, self.host), head .. table.concat(lines));
	else
		ok, problem = datamanager.append_raw(username, self.host, JOURNAL, "list", table.concat(lines));
	end
	if not ok then return nil, problem; end
	state.lines = state.lines + #lines;
	if state.lines > math.max(SHORTEST, state.contacts) then
		local data = self:load(username);
		-- What cannot be folded now is tried again with the next line.
		if data then self:fold(username, data); end
	end
	return true;
end

function store:remove_all(username)
	self.states:set(username, nil);
	os.remove(journal_of(username, self.host));
	return datamanager.store(username, self.host, LIST, nil);
end

local keyval = setmetatable({}, { __index = store });
keyval.__index = keyval;

function keyval:get(username)
	local data, err = self:load(username);
	if data and next(data) == nil then return nil; end
	return data, err;
end

function keyval:set(username, data)
	if data == nil then return self:remove_all(username); end
	return self:fold(username, data);
end

function keyval:users()
	local users = {};
	for username in datamanager.users(self.host, LIST) do users[username] = true; end
	for username in datamanager.users(self.host, JOURNAL, "list") do users[username] = true; end
	return pairs(users);
end

local map = setmetatable({ remove = {} }, { __index = store });
map.__index = map;

function map:get(username, key)
	local data, err = self:load(username);
	if not data then return nil, err; end
	return data[key];
end

function map:set(username, key, value)
	return self:set_keys(username, { [key] = value == nil and self.remove or value });
end

-- With each contact that changes comes what is said of the list as a whole; of that, only what concerns the contact is new.
function map:set_keys(username, changes)
	local whole = changes[false];
	if type(whole) ~= "table" then
		local data, err = self:load(username);
		if not data then return nil, err; end
		for key, value in pairs(changes) do data[key] = value ~= self.remove and value or nil; end
		return self:fold(username, data);
	end
	local metadata = {};
	for name, value in pairs(whole) do
		if name ~= "pending" and name ~= "journal" then metadata[name] = value; end
	end
	local lines = {};
	for jid, item in pairs(changes) do
		if jid ~= false then
			lines[#lines + 1] = line_of({
				jid = jid;
				item = item ~= self.remove and item or nil;
				pending = whole.pending and whole.pending[jid];
				metadata = metadata;
			});
		end
	end
	return self:write(username, lines);
end

local function new(kind, host, states)
	return setmetatable({ host = host, states = states }, kind);
end

-- Writes all lists whole: from then on Prosody's own storage has everything.
function module.command(arg)
	local host = arg[1];
	if not host then
		print("prosodyctl mod_storage_roster_journal HOST");
		return 2;
	end
	local lists = new(keyval, host, cache.new(1));
	local failed = 0;
	for username in lists:users() do
		local data, err = lists:load(username);
		local ok;
		if data then ok, err = lists:fold(username, data); end
		if not ok then
			failed = failed + 1;
			print(("%s@%s stays as it is: %s"):format(username, host, err));
		end
	end
	return failed == 0 and 0 or 1;
end

if module.host ~= "*" then
	local states = cache.new(module:get_option_number("roster_journal_cache_size", 10000));
	local driver = {};

	function driver:open(name, kind)
		if name ~= LIST then return nil, "unsupported-datastore"; end
		if kind == "map" then return new(map, module.host, states); end
		if kind == nil or kind == "keyval" then return new(keyval, module.host, states); end
		return nil, "unsupported-store";
	end

	function driver:purge(username)
		return new(store, module.host, states):remove_all(username);
	end

	module:provides("storage", driver);
	-- Told only where it is used: Prosody loads a storage with the first list that is kept in it.
	module:add_feature("urn:im-contact-requests:kit:roster_journal");
end
