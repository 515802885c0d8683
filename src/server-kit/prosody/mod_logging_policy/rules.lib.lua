-- What a policy says of logging, and what holds for somebody. Touches nothing.
--
-- | field of the form | meaning                                                                              |
-- |-------------------|--------------------------------------------------------------------------------------|
-- | logging           | everyone, contacts or nobody; left out: nothing is said, but for those of the lists  |
-- |                   | and of groups                                                                        |
-- | logging_days      | for how many days messages are kept; 0, or left out: for good                        |
-- | logging_always    | people all of whose messages are kept                                                |
-- | logging_never     | people none of whose messages are kept; it counts before the other list              |
-- | group_N_logging   | the same as "logging", for the people of a group: see policy_people.lib.lua. The two |
-- |                   | lists count before it                                                                |

local people = module:require "policy_people";

local MODES = { everyone = true, contacts = true, nobody = true };

-- A set of bare JIDs; nil and why if one is none.
local function read_set(fields, name)
	local found, problem = people.read_people(fields, name);
	if not found then return nil, problem; end
	local set = {};
	for _, person in ipairs(found) do set[person] = true; end
	return set;
end

-- Reads the fields of a form, each a list of values by its name. Nil and why if it is no policy.
local function read(fields)
	local mode, days = fields.logging, fields.logging_days or { "0" };
	if mode and (#mode ~= 1 or not MODES[mode[1]]) then return nil, "unknown: logging " .. table.concat(mode, ", "); end
	if #days ~= 1 or not days[1]:match("^%d+$") or #days[1] > 15 then
		return nil, "not a number: logging_days " .. table.concat(days, ", ");
	end
	local always, problem = read_set(fields, "logging_always");
	if not always then return nil, problem; end
	local never, problem_of_never = read_set(fields, "logging_never");
	if not never then return nil, problem_of_never; end
	local exceptions, problem_of_groups = people.read_exceptions(fields, "logging");
	if not exceptions then return nil, problem_of_groups; end
	return { mode = mode and mode[1], days = tonumber(days[1]), always = always, never = never, exceptions = exceptions };
end

-- everyone, contacts or nobody, as it holds for a person; nil where it is left to the server.
local function mode_of(rules, bare)
	if not rules then return nil; end
	if rules.never[bare] then return "nobody"; end
	return rules.always[bare] and "everyone" or rules.exceptions[bare] or rules.mode;
end

-- Whether it says anything of anybody.
local function says_something(rules)
	return rules.mode ~= nil or next(rules.always) ~= nil or next(rules.never) ~= nil or next(rules.exceptions) ~= nil;
end

-- In a few words.
local function describe(rules)
	local days = rules.days == 0 and "for good" or ("for %d days"):format(rules.days);
	return ("logging is %s%s, %s"):format(rules.mode or "left to the server", people.describe(rules.exceptions), days);
end

return { read = read, mode_of = mode_of, says_something = says_something, describe = describe };
