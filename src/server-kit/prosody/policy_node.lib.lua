-- What the policy says, live from its node, for the modules that go by it: read in this process whenever the node changes, and
-- once its service is there. What was read last is kept on the disk, and stays in force while the service cannot be asked or
-- holds something that cannot be read. A node that is not there, or has no item, is no policy: then there are no rules.
--
--     local policy = module:require "policy_node" { service = host, read = read, describe = describe }
--     policy.rules() -- what `read` made of it, or nil
--     policy.on_change, policy.on_readable -- to be set, before `policy.start()`
--
-- `read` gets the fields of the form, each a list of values by its name, and returns the rules (plain tables, to be stored); or
-- nil, and why not. `describe` says in a few words what the rules are, for the log.

local FORM = "urn:im-contact-requests:policy:1";
local NODE = FORM;
-- Those of util.pubsub that change which item is the last.
local EVENTS = { "item-published", "item-retracted", "node-purged", "node-created", "node-deleted" };

-- The values of the fields by name; nil and why if it is no form of ours, or there are two fields of a name.
local function fields_of(form)
	if not form or form.name ~= "x" or form.attr.xmlns ~= "jabber:x:data" then return nil, "not a data form"; end
	local fields = {};
	for field in form:childtags("field") do
		local name = field.attr.var or "";
		if fields[name] then return nil, "repeated: " .. name; end
		local values = {};
		for value in field:childtags("value") do values[#values + 1] = value:get_text() or ""; end
		fields[name] = values;
	end
	local form_type = fields.FORM_TYPE or {};
	if #form_type ~= 1 or form_type[1] ~= FORM then return nil, "another FORM_TYPE"; end
	return fields;
end

return function (options)
	local host, describe = options.service, options.describe;
	local store = module:open_store();
	local policy = { on_change = function () end, on_readable = function () end };
	local in_force = (store:get() or {}).rules;
	local followed;

	function policy.rules()
		return in_force;
	end

	-- What the node says: true and the rules or nil; nil and why where that is not known.
	local function ask(service)
		if not service.nodes[NODE] then return true, nil; end
		-- A storage that fails raises an error here.
		local called, ok, items = pcall(service.get_items, service, NODE, true, nil, { max = 1 });
		if not called then return nil, "its item cannot be read: " .. tostring(ok); end
		local item = ok and items[1] and items[items[1]];
		if not item then return true, nil; end
		local fields, problem = fields_of(item.tags[1]);
		local rules;
		if fields then rules, problem = options.read(fields); end
		if not rules then return nil, "it holds no policy: " .. problem; end
		return true, rules;
	end

	local function read(service)
		local ok, answer = ask(service);
		if not ok then
			policy.on_readable(false);
			module:log("error", "%s of %s: %s. What was in force stays", NODE, host, answer);
			return;
		end
		in_force = answer;
		policy.on_readable(true);
		local stored, problem = store:set(nil, answer and { rules = answer });
		if not stored then module:log("error", "The rules could not be written, and will be lost at the next start: %s", problem); end
		module:log("info", "By the policy: %s", answer and describe(answer) or "there is none");
		policy.on_change();
	end

	local function follow()
		local pubsub = (prosody.hosts[host] or { modules = {} }).modules.pubsub;
		local service = pubsub and pubsub.get_service();
		if not service then
			followed = nil;
			policy.on_readable(false);
			module:log("error", "There is no pubsub service %s here that could be asked. What was in force stays", host);
			return;
		end
		if service ~= followed then
			followed = service;
			for _, name in ipairs(EVENTS) do
				module:hook_object_event(service.events, name, function (event)
					if event.node == NODE and service == followed then read(service); end
				end);
			end
		end
		read(service);
	end

	local function follow_modules()
		local context = module:context(host);
		for _, name in ipairs { "module-loaded", "module-reloaded", "module-unloaded" } do
			context:hook(name, function (event)
				if event.module == "pubsub" then follow(); end
			end);
		end
	end

	-- Once those who listen are set. The service may be activated later, and again.
	function policy.start()
		if prosody.hosts[host] then
			follow_modules();
			follow();
		end
		module:hook_global("host-activated", function (name)
			if name ~= host then return; end
			follow_modules();
			if prosody.hosts[host].modules.pubsub then follow(); end
		end);
		module:hook_global("host-deactivated", function (name)
			if name == host then follow(); end
		end);
		module:hook_global("server-started", function ()
			if not followed then follow(); end
		end);
	end

	return policy;
end
