-- On a pubsub component: every account of its host may read every node, and nobody else may.
-- With access_model = whitelist this is what "readable by the organisation's own people" comes to
-- on Prosody 0.12, which knows the access models open and whitelist only.
local jid_host = require "util.jid".host;

local own_host = module:get_option_string("pubsub_local_readers_host", (module.host:gsub("^[^.]+%.", "")));
local service = module:depends("pubsub").get_service();
local configured_affiliation = service.config.get_affiliation;

service.config.get_affiliation = function (jid, node, action)
	local affiliation = configured_affiliation(jid, node, action);
	if affiliation or jid == true then
		return affiliation;
	end
	return jid_host(jid) == own_host and "member" or nil;
end
