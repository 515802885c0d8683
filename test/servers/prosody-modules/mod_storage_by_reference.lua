-- Keeps tables in memory as they are, for tests and benchmarks with many requests. Prosody's own storages write the
-- whole list of waiting requests at each change, so that a thousand answers cost a million lines; what is
-- measured would be that. Nothing of this survives the process.
local stores = {};

local store = {};
store.__index = store;

function store:get(username)
	return self.data[username or 1];
end

function store:set(username, data)
	self.data[username or 1] = data;
	return true;
end

function store:users()
	return pairs(self.data);
end

local driver = {};

function driver:open(name, kind)
	if kind and kind ~= "keyval" then
		return nil, "unsupported-store";
	end
	stores[name] = stores[name] or {};
	return setmetatable({ data = stores[name] }, store);
end

module:provides("storage", driver);
