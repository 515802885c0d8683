-- Lets all accounts of one host, and nobody else, read the nodes of a pubsub service that are for members only:
--
--     Component "pubsub.example.com" "pubsub"
--       modules_enabled = { "pubsub_local_readers" }
--       pubsub_local_readers_host = "example.com" -- whose accounts; if left out, the service's name from its first dot on
--
-- Nodes want the access model "whitelist": Prosody 0.12 knows that one and "open", which is the whole world's. Who has an
-- affiliation (administrators do) keeps it; everybody else of the host counts as a member, who reads and subscribes, and does
-- not publish where the publish model is "publishers".

local jid_host = require "util.jid".host;

local own_host = module:get_option_string("pubsub_local_readers_host", (module.host:gsub("^[^.]+%.", "")));
local service = module:depends("pubsub").get_service();
local configured_affiliation = service.config.get_affiliation;

local function get_affiliation(jid, node, action)
	local affiliation = configured_affiliation(jid, node, action);
	if affiliation or jid == true then
		return affiliation;
	end
	return jid_host(jid) == own_host and "member" or nil;
end
service.config.get_affiliation = get_affiliation;

module:add_feature("urn:im-contact-requests:kit:local_readers");

function module.unload()
	if service.config.get_affiliation == get_affiliation then
		service.config.get_affiliation = configured_affiliation;
	end
end
