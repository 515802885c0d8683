-- Lets stanzas of other domains in and out as the organisation's policy says, whatever clients do:
--
--     VirtualHost "example.com"
--       modules_enabled = { "federation_policy" }
--       federation_policy_service = "pubsub.example.com" -- where the policy is, if it is not this
--
-- It concerns the host and the components below it (conference.example.com) up to the next VirtualHost. The rules stand in
-- rules.lib.lua, how they are followed in policy_node.lib.lua beside this folder. A change counts at once: no restart, no reload.
--
-- | what                                | what happens where the other domain does not pass                                        |
-- |-------------------------------------|------------------------------------------------------------------------------------------|
-- | a stanza to it, from a client       | "not-allowed" before anything else sees it; what only takes away (unavailable,           |
-- |                                     | unsubscribe, unsubscribed) counts here, and goes no further                              |
-- | a stanza to it, from the server     | goes no further; a message or a question is answered "not-allowed"                       |
-- | a stanza from it                    | goes no further, whichever stream it came by; answered "not-allowed" where it came from  |
-- |                                     | this Prosody, or from a domain that passes for others                                    |
-- | a stream from it                    | closed with "policy-violation" as soon as it says who it is, also by dialback            |
-- | streams that are there at a change  | closed with "policy-violation", in both directions                                       |
--
-- For whom it has to pass, where groups of people have another mode than everyone:
--
-- | what                                                        | whose mode counts                                        |
-- |-------------------------------------------------------------|----------------------------------------------------------|
-- | a stanza to another domain, also what the server itself     | that of the person it is from                            |
-- | sends in somebody's name (presence to contacts, probes)     |                                                          |
-- | a stanza from another domain                                | that of the person it is to                              |
-- | either, where our side is the host, or a room or another    | everyone's: it is nobody's address. So people of a       |
-- | service below it                                            | stricter group may meet others in a room of ours         |
-- | streams, and the dialback that makes them                   | the most open one: they serve whomever they serve        |
--
-- The last row leaves streams to domains that may not reach everybody. What comes by them for the others is answered, for its
-- sender would else take it for delivered, and RFC 6120 §8.2.3 wants an answer to each question. Who asks learns that this person
-- is not to be reached from there, and nothing of groups. A domain that passes for nobody has no stream that could carry an answer.
--
-- RFC 6120 §8.3.3.10 has "not-allowed" (cancel) for just this, "sending to entities at a blacklisted domain", and §4.9.3.14
-- "policy-violation" for streams. Errors and results are never answered (§8.3.1).

local cache = require "util.cache";
local errors = require "util.error";
local jid_bare, jid_host = require "util.jid".bare, require "util.jid".host;
local st = require "util.stanza";
local now = require "util.time".now;
local rules = module:require "rules";
local passes = rules.passes;
local policy = module:require "policy_node" {
	service = module:get_option_string("federation_policy_service", "pubsub." .. module.host);
	read = rules.read;
	describe = rules.describe;
};

local FEATURE = "urn:im-contact-requests:kit:federation_policy";
-- Earlier versions of this module go by what holds for everyone.
local FEATURE_GROUPS = FEATURE .. ":groups";
local TEXT = "The policy of " .. module.host .. " does not let this through";
local TEXT_OF_STREAMS = "The policy of " .. module.host .. " lets nothing through from or to this domain";
local VIOLATION = { condition = "policy-violation", text = TEXT_OF_STREAMS };
-- Before all that stores, copies or answers stanzas.
local FIRST = 1000;
-- Seconds, and domains of which it is known when they were logged last.
local LOGGED_AGAIN, MOST_LOGGED = 60, 500;

local hosts = prosody.hosts;
local logged = cache.new(MOST_LOGGED);

-- Whether a name is this host's, or a component's below it that no other VirtualHost is nearer to.
local function is_ours(name)
	local session = name and hosts[name];
	if not session then return false; end
	if session.type == "local" then return name == module.host; end
	local above = name;
	while above do
		above = above:match("^[^.]*%.(.+)$");
		if above and hosts[above] and hosts[above].type == "local" then return above == module.host; end
	end
	return false;
end

-- False where `domain` does not pass for an address of ours, or without one for nobody; it is logged now and then.
local function admits(domain, address)
	local person = address and jid_bare(address);
	if not domain or passes(policy.rules(), module.host, domain, person) then return true; end
	local last = logged:get(domain);
	if not last or now() - last >= LOGGED_AGAIN then
		logged:set(domain, now());
		local is_for_some = passes(policy.rules(), module.host, domain);
		module:log("info", is_for_some and "Not everything passes from or to %s" or "Nothing passes from or to %s", domain);
	end
	return false;
end

-- RFC 6120 §8.3.1: no answer to an error; none to a result.
local function is_answered(stanza)
	local kind = stanza.attr.type;
	if stanza.attr.xmlns or kind == "error" then return false; end
	if stanza.name == "iq" then return kind == "get" or kind == "set"; end
	return stanza.name == "message" or kind == "subscribe" or kind == "subscribed";
end

-- What this module itself answers other servers, in the name of somebody for whom their domain does not pass.
local answers = setmetatable({}, { __mode = "k" });

local function send(reply)
	module:send(reply);
end

local function send_to_server(reply)
	answers[reply] = true;
	send(reply);
end

local function answer(respond, stanza)
	if is_answered(stanza) then respond(st.error_reply(stanza, "cancel", "not-allowed", TEXT)); end
	return true;
end

local TAKES_AWAY = { unavailable = true, unsubscribe = true, unsubscribed = true };

local function from_client(event)
	local stanza = event.stanza;
	local to = stanza.attr.to;
	if not to or admits(jid_host(to), stanza.attr.from) then return; end
	if stanza.name == "presence" and TAKES_AWAY[stanza.attr.type] then return; end
	return answer(event.origin.send, stanza);
end

local STANZAS = { message = true, presence = true, iq = true };

local function to_remote(event)
	if not is_ours(event.from_host) then return; end
	local stanza = event.stanza;
	-- Dialback (XEP-0220) comes this way, too, and is for the stream.
	local is_for_stream = not STANZAS[stanza.name] or answers[stanza];
	if admits(event.to_host, not is_for_stream and stanza.attr.from or nil) then return; end
	-- As if by the domain itself, to whoever sent it: a person, a conference.
	return answer(send, stanza);
end

local function incoming(event)
	local origin, stanza = event.origin, event.stanza;
	local from, to = stanza.attr.from, stanza.attr.to or module.host;
	-- What this server says in the name of others, because it could not reach them, or may not (`to_remote`).
	local is_own = stanza.attr.type == "error" and (origin.dummy or origin.events);
	if not from or is_own or admits(jid_host(from), to) then return; end
	if origin.type ~= "s2sin" and origin.type ~= "s2sout" then return answer(origin.send, stanza); end
	-- An answer to a domain that passes for nobody would need a stream that is not to be there.
	return not admits(jid_host(from)) or answer(send_to_server, stanza);
end

local function close(session)
	session:close(VIOLATION, nil, errors.new({ type = "cancel", condition = "not-allowed", text = TEXT_OF_STREAMS }));
	return true;
end

-- Whether a stream still serves a domain that passes for anybody. One stream may be authenticated for several (XEP-0220 §2.6).
local function serves(session)
	for name, state in pairs(session.hosts or {}) do
		if state.authed and passes(policy.rules(), module.host, name) then return true; end
	end
	return false;
end

local function stream_opened(event)
	local session = event.origin;
	if not admits(session.from_host) and not serves(session) then close(session); end
end

-- XEP-0220 §2.4: the stream stays where it serves another domain.
local function dialback(event)
	local session, request = event.origin, event.stanza;
	if session.direction ~= "incoming" or not request.attr.from or admits(request.attr.from) then return; end
	if not serves(session) then return close(session); end
	session.sends2s(st.stanza("db:result", { from = request.attr.to, to = request.attr.from, type = "error" })
		:tag("error", { type = "cancel" }):tag("not-allowed", { xmlns = "urn:ietf:params:xml:ns:xmpp-stanzas" }));
	return true;
end

local function authenticated(event)
	local session = event.session;
	if admits(event.host) then return; end
	if not serves(session) then close(session); end
	return true;
end

local function established(event)
	local session = event.session;
	local other = session.direction == "outgoing" and session.to_host or session.from_host;
	if not admits(other) and not serves(session) then close(session); end
end

local function watch(name)
	if not is_ours(name) then return; end
	local context = module:context(name);
	for _, kind in ipairs { "message", "presence", "iq" } do
		for _, target in ipairs { "bare", "full", "host" } do
			context:hook(kind .. "/" .. target, incoming, FIRST);
			if name == module.host then context:hook("pre-" .. kind .. "/" .. target, from_client, FIRST); end
		end
	end
	context:hook("route/remote", to_remote, FIRST);
	context:hook("s2s-stream-features", stream_opened, FIRST);
	context:hook("stanza/jabber:server:dialback:result", dialback, FIRST);
	context:hook("s2s-authenticated", authenticated, FIRST);
	context:hook("s2sin-established", established, FIRST);
	context:hook("s2sout-established", established, FIRST);
end

-- Streams that are still being made are refused when they are.
local function close_streams()
	local refused = {};
	for session in pairs(prosody.incoming_s2s) do
		if is_ours(session.to_host) and not admits(session.from_host) and not serves(session) then refused[session] = true; end
	end
	for name, host in pairs(hosts) do
		for domain, session in pairs(is_ours(name) and host.s2sout or {}) do
			if session.conn and not admits(domain) then refused[session] = true; end
		end
	end
	for session in pairs(refused) do close(session); end
end

local is_announced = false;

-- Announced while it is known what the policy says.
function policy.on_readable(is_readable)
	if is_readable == is_announced then return; end
	is_announced = is_readable;
	for _, feature in ipairs { FEATURE, FEATURE_GROUPS } do
		if is_readable then module:add_feature(feature); else module:remove_item("feature", feature); end
	end
end

function policy.on_change()
	logged:clear();
	close_streams();
end

for name in pairs(hosts) do watch(name); end
module:hook_global("host-activated", watch);
policy.start();
