-- Tells clients where the WebSocket of this host is (XEP-0156, RFC 6415), by Prosody's own HTTP:
--
--     VirtualHost "example.com"
--       modules_enabled = { "websocket", "host_meta" }
--       host_meta_websocket_url = "wss://chat.example.com/xmpp-websocket" -- if it is not what Prosody thinks it is
--
-- It answers at /.well-known/host-meta and /.well-known/host-meta.json. Clients ask https://example.com/, so either Prosody has
-- port 443 there, or the web server of the domain passes these two on, with the name of the host. Behind a proxy that ends
-- TLS, set that option, or Prosody's http_external_url. Pages of other sites may read the answers (CORS).

local json = require "util.json";
local st = require "util.stanza";

local RELATION = "urn:xmpp:alt-connections:websocket";
local XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";

module:depends("http");

local configured = module:get_option_string("host_meta_websocket_url");
if configured and not configured:match("^wss?://[^%s]+$") then
	error("host_meta_websocket_url is not an address that begins with wss://: " .. configured);
end
if not configured then module:depends("websocket"); end

local has_warned = false;

-- Asked each time: on which ports Prosody listens is known only when all is started.
local function websocket_url()
	local url = configured or module:http_url("websocket", "/xmpp-websocket"):gsub("^http", "ws");
	if url:match("^ws:") and not has_warned then
		has_warned = true;
		module:log("warn", "%s is not encrypted, and no page of a site with TLS opens it: set host_meta_websocket_url", url);
	end
	return url;
end

local function answer(event, kind, body)
	local headers = event.response.headers;
	headers.content_type = kind;
	headers.access_control_allow_origin = "*";
	return body;
end

local function as_json(event)
	return answer(event, "application/json", json.encode({ links = { { rel = RELATION, href = websocket_url() } } }));
end

local function as_xrd(event)
	local xrd = st.stanza("XRD", { xmlns = XRD }):tag("Link", { rel = RELATION, href = websocket_url() });
	return answer(event, "application/xrd+xml", "<?xml version='1.0' encoding='utf-8'?>\n" .. tostring(xrd));
end

module:provides("http", {
	name = "host_meta";
	default_path = "/.well-known";
	cors = { enabled = true };
	route = {
		["GET /host-meta"] = as_xrd;
		["GET /host-meta.json"] = as_json;
	};
});

module:add_feature("urn:im-contact-requests:kit:host_meta");
