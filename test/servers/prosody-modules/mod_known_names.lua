-- Domains of other servers and the port of 127.0.0.1 that each is at, in place of the network's name service.

module:set_global();

local adns = require "net.adns";

local ports = module:get_option("known_names", {});

local function records(name, kind)
	if kind == "SRV" then
		local port = ports[name:match("^_xmpp%-server%._tcp%.(.+)$")];
		return port and { { srv = { priority = 0, weight = 0, target = "localhost.", port = port } } };
	end
	return kind == "A" and name == "localhost." and { { a = "127.0.0.1" } } or nil;
end

local resolver = {};
function resolver:lookup(callback, name, kind) -- luacheck: ignore 212/self
	callback(records(name, kind) or {});
end
function adns.resolver() return resolver; end
