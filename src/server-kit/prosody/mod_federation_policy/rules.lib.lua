-- What a policy says of other domains, and whether one of them passes for a person. Touches nothing.
--
-- | field of the form           | meaning                                                                                  |
-- |-----------------------------|------------------------------------------------------------------------------------------|
-- | domains, domains_unicode    | the organisation's domains, in both forms: they pass in every mode                       |
-- | federation                  | open: all but the refused pass; listed: the trusted pass; closed: none. Left out: open    |
-- | federation_trusted(_unicode)| domains that pass where it is "listed"                                                   |
-- | federation_refused(_unicode)| domains that do not pass in any mode                                                     |
-- | group_N_federation          | the same as "federation", for the people of a group: see policy_people.lib.lua           |
--
-- Names match exactly, whichever form they have. The host itself and every name below it pass always. What passes where it is
-- "closed" passes where it is "listed", and that where it is "open": so what passes for somebody passes in the most open mode of all.

local encodings = require "util.encodings";
local nameprep = encodings.stringprep.nameprep;
local to_ascii = encodings.idna.to_ascii;
local people = module:require "policy_people";

local OPENNESS = { open = 3, listed = 2, closed = 1 };
local MOST_DOMAINS = 1000;

-- One form for all spellings of a name: A-labels in lower case, without the dot at the end. Nil if it is no name.
local function canonical(name)
	local prepared = nameprep((name:gsub("%.$", "")));
	if not prepared or prepared == "" then return nil; end
	local ascii = to_ascii(prepared);
	return ascii and ascii:lower() or prepared;
end

-- Adds both forms of a list to a set; why not if they are not two forms of the same names.
local function add_domains(set, fields, name, is_optional)
	local plain, unicode = fields[name], fields[name .. "_unicode"];
	if is_optional and not plain and not unicode then return nil; end
	if not plain or not unicode then return "missing: " .. name; end
	if #plain > MOST_DOMAINS then return "too many: " .. name; end
	if #plain ~= #unicode then return "uneven: " .. name; end
	for i, domain in ipairs(plain) do
		local key = canonical(domain);
		if not key or key ~= canonical(unicode[i]) then return ("not a domain: %s in %s"):format(domain, name); end
		set[key] = true;
	end
end

-- Reads the fields of a form, each a list of values by its name. Nil and why if it is no policy.
local function read(fields)
	local mode = fields.federation or { "open" };
	if #mode ~= 1 or not OPENNESS[mode[1]] then return nil, "unknown: federation " .. table.concat(mode, ", "); end
	local exceptions, problem_of_groups = people.read_exceptions(fields, "federation");
	if not exceptions then return nil, problem_of_groups; end
	local rules = { mode = mode[1], exceptions = exceptions, most_open = mode[1], own = {}, trusted = {}, refused = {} };
	for _, other in pairs(exceptions) do
		if OPENNESS[other] > OPENNESS[rules.most_open] then rules.most_open = other; end
	end
	local problem = add_domains(rules.own, fields, "domains")
		or add_domains(rules.trusted, fields, "federation_trusted", true)
		or add_domains(rules.refused, fields, "federation_refused", true);
	if problem then return nil, problem; end
	return rules;
end

-- Whether stanzas between `domain` and somebody of `host` pass: `person` is a bare JID, and who is in no group is as everyone.
-- Without `person`: whether they do for anybody. Without rules all do.
local function passes(rules, host, domain, person)
	if not rules or domain == host then return true; end
	local mode = not person and rules.most_open or rules.exceptions[person] or rules.mode;
	local name, own = canonical(domain), canonical(host);
	if not name then return mode == "open"; end
	if name == own or name:sub(-#own - 1) == "." .. own or rules.own[name] then return true; end
	if mode == "closed" or rules.refused[name] then return false; end
	return mode == "open" or rules.trusted[name] == true;
end

-- In a few words.
local function describe(rules)
	return "federation is " .. rules.mode .. people.describe(rules.exceptions);
end

return { read = read, passes = passes, describe = describe };
