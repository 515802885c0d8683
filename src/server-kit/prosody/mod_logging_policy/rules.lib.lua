-- What a policy says of logging, and what holds for somebody. Touches nothing.
--
-- | field of the form | meaning                                                                              |
-- |-------------------|--------------------------------------------------------------------------------------|
-- | logging           | everyone, contacts or nobody; left out: nothing is said, but for those of the lists   |
-- | logging_days      | for how many days messages are kept; 0, or left out: for good                         |
-- | logging_always    | people all of whose messages are kept                                                |
-- | logging_never     | people none of whose messages are kept; it counts before the other list              |

local jid = require "util.jid";

local MODES = { everyone = true, contacts = true, nobody = true };
local MOST_PEOPLE = 500;

-- A set of bare JIDs; nil and why if one is none.
local function people(fields, name)
	local set, values = {}, fields[name] or {};
	if #values > MOST_PEOPLE then return nil, "too many: " .. name; end
	for _, value in ipairs(values) do
		local node, host, resource = jid.prepped_split(value);
		if not node or resource then return nil, ("not a person: %s in %s"):format(value, name); end
		set[jid.join(node, host)] = true;
	end
	return set;
end

-- Reads the fields of a form, each a list of values by its name. Nil and why if it is no policy.
local function read(fields)
	local mode, days = fields.logging, fields.logging_days or { "0" };
	if mode and (#mode ~= 1 or not MODES[mode[1]]) then return nil, "unknown: logging " .. table.concat(mode, ", "); end
	if #days ~= 1 or not days[1]:match("^%d+$") or #days[1] > 15 then
		return nil, "not a number: logging_days " .. table.concat(days, ", ");
	end
	local always, problem = people(fields, "logging_always");
	if not always then return nil, problem; end
	local never, problem_of_never = people(fields, "logging_never");
	if not never then return nil, problem_of_never; end
	return { mode = mode and mode[1], days = tonumber(days[1]), always = always, never = never };
end

-- everyone, contacts or nobody, as it holds for a person; nil where it is left to the server.
local function mode_of(rules, bare)
	if not rules then return nil; end
	if rules.never[bare] then return "nobody"; end
	return rules.always[bare] and "everyone" or rules.mode;
end

-- In a few words.
local function describe(rules)
	local days = rules.days == 0 and "for good" or ("for %d days"):format(rules.days);
	return ("logging is %s, %s"):format(rules.mode or "left to the server", days);
end

return { read = read, mode_of = mode_of, describe = describe };
