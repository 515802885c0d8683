-- A service that fails when a test wants it to: while a file named like this host lies in the folder
-- "outages", each request is answered with the error condition that stands in it ("silence": not at all).
-- On a pubsub component that is every request (for "forbidden": those that concern nodes); on a host of
-- people, those to their private nodes (PEP).
local st = require "util.stanza";
local path = require "util.paths".join(prosody.paths.config, "outages", module.host);
local is_component = module:get_host_type() == "component";

local function condition()
	local file = io.open(path);
	if not file then return nil; end
	local text = file:read("*l");
	file:close();
	return text;
end

local function concerns_nodes(stanza)
	local payload = stanza.tags[1];
	return payload and payload.name == "pubsub";
end

local function answer(event)
	local stanza = event.stanza;
	if stanza.attr.type ~= "get" and stanza.attr.type ~= "set" then return; end
	local failure = condition();
	if not failure then return; end
	if not concerns_nodes(stanza) and (failure == "forbidden" or not is_component) then return; end
	if failure ~= "silence" then
		event.origin.send(st.error_reply(stanza, "wait", failure));
	end
	return true;
end

for _, scope in ipairs(is_component and { "host" } or { "self", "bare" }) do
	module:hook("iq/" .. scope, answer, 1000);
end
