-- People, and groups of people, that a policy names, for the modules that go by it. Touches nothing.
--
-- | field of the form   | meaning                                                                                         |
-- |---------------------|-------------------------------------------------------------------------------------------------|
-- | groups              | names of groups, each once; left out: there are none                                            |
-- | group_N_members     | people of the one at place N, from 0 on                                                         |
-- | group_N_federation, group_N_logging, group_N_handling, group_N_allow_user_options | left out: as for everyone |
--
-- Whoever is in several groups is in the first, also where that one says nothing of a field. All fields of groups are looked at,
-- whichever a module goes by: a policy that clients cannot read is in force nowhere.

local jid = require "util.jid";

local VALUES = {
	federation = { open = true, listed = true, closed = true };
	logging = { everyone = true, contacts = true, nobody = true };
	handling = { ["accept-all"] = true, ["accept-organization"] = true, prompt = true };
	allow_user_options = { ["1"] = true, ["true"] = true, ["0"] = true, ["false"] = true };
};
-- Of one list; of groups; of all groups together.
local MOST_PEOPLE, MOST_GROUPS, MOST_MEMBERS = 500, 50, 1000;

-- The people of a list, in the form that stanzas have; nil and why if one is none.
local function read_people(fields, name)
	local people, values = {}, fields[name] or {};
	if #values > MOST_PEOPLE then return nil, "too many: " .. name; end
	for i, value in ipairs(values) do
		local node, host, resource = jid.prepped_split(value);
		if not node or resource then return nil, ("not a person: %s in %s"):format(value, name); end
		people[i] = jid.join(node, host);
	end
	return people;
end

-- The names of the groups, by their place; nil and why if they are none.
local function read_names(fields)
	local names, is_taken = fields.groups or {}, {};
	if #names > MOST_GROUPS then return nil, "too many: groups"; end
	for _, name in ipairs(names) do
		if is_taken[name] or not name:match("%S") then return nil, ("no name, or there twice: %s in groups"):format(name); end
		is_taken[name] = true;
	end
	return names;
end

-- The members of the group at a place; nil and why if something of it is not as it should be.
local function read_members(fields, place)
	local prefix = ("group_%d_"):format(place);
	for field, allowed in pairs(VALUES) do
		local values = fields[prefix .. field];
		if values and (#values ~= 1 or not allowed[values[1]]) then
			return nil, ("unknown: %s%s %s"):format(prefix, field, table.concat(values, ", "));
		end
	end
	if not fields[prefix .. "members"] then return nil, ("missing: %smembers"):format(prefix); end
	return read_people(fields, prefix .. "members");
end

-- What groups say of a field, by the bare JID of those for whom it counts; nil and why if the groups cannot be read.
local function read_exceptions(fields, field)
	local names, problem = read_names(fields);
	if not names then return nil, problem; end
	local exceptions, is_in_one, count = {}, {}, 0;
	for place = 0, #names - 1 do
		local members, problem_of_group = read_members(fields, place);
		if not members then return nil, problem_of_group; end
		count = count + #members;
		local said = fields[("group_%d_%s"):format(place, field)];
		for _, member in ipairs(members) do
			if said and not is_in_one[member] then exceptions[member] = said[1]; end
			is_in_one[member] = true;
		end
	end
	if count > MOST_MEMBERS then return nil, "too many: members of groups"; end
	return exceptions;
end

-- In a few words.
local function describe(exceptions)
	local count = 0;
	for _ in pairs(exceptions) do count = count + 1; end
	return count == 0 and "" or (", but for %d people of groups"):format(count);
end

return { read_people = read_people, read_exceptions = read_exceptions, describe = describe };
