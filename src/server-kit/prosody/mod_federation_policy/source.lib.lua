-- The rules in force, live from the policy's node: read in this process whenever the node changes, and once its service is
-- there. What was read last is kept on the disk, and stays in force while the service cannot be asked or holds something that
-- cannot be read. A node that is not there, or has no item, is no policy: then there are no rules.

local rules = module:require "rules";

local NODE = "urn:im-contact-requests:policy:1";
-- Those of util.pubsub that change which item is the last.
local EVENTS = { "item-published", "item-retracted", "node-purged", "node-created", "node-deleted" };

local host = module:get_option_string("federation_policy_service", "pubsub." .. module.host);
local store = module:open_store();

local source = { on_change = function () end, on_readable = function () end };
local in_force = (store:get() or {}).rules;

function source.rules()
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
	local found, problem = rules.read(item.tags[1]);
	if not found then return nil, "it holds no policy: " .. problem; end
	return true, found;
end

local function read(service)
	local ok, answer = ask(service);
	source.on_readable(ok == true);
	if not ok then
		module:log("error", "%s of %s: %s. What was in force stays", NODE, host, answer);
		return;
	end
	in_force = answer;
	local stored, problem = store:set(nil, answer and { rules = answer });
	if not stored then module:log("error", "The rules could not be written, and will be lost at the next start: %s", problem); end
	module:log("info", "Federation by the policy: %s", answer and answer.mode or "no policy, everybody passes");
	source.on_change();
end

local followed;

local function follow()
	local pubsub = (prosody.hosts[host] or { modules = {} }).modules.pubsub;
	local service = pubsub and pubsub.get_service();
	if not service then
		followed = nil;
		source.on_readable(false);
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
function source.start()
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

return source;
