-- What people say of themselves in their vCards, wherever those are kept.

local jid_split = require "util.jid".split;
local st = require "util.stanza";
local cut = module:require "folding".cut;

local VCARD4_NODE = "urn:xmpp:vcard4";

local vcards = module:open_store("vcard");
local disabled = module:open_store("account_disabled");
local modules = require "core.modulemanager".get_modules_for_host(module.host);
local can_disable = modules:contains("account_commands");
local pep = modules:contains("vcard_legacy") and module:depends("pep");

local function text_of(parent, ...)
	for _, name in ipairs({ ... }) do
		parent = parent and parent:get_child(name);
	end
	return cut(parent and parent:get_text() or "");
end

local function card(name, first, last, nick, email, title)
	if name == "" then name = (first .. " " .. last):match("^%s*(.-)%s*$"); end
	return { name = name, first = first, last = last, nick = nick, email = email, title = title };
end

local function from_vcard(vcard)
	return card(text_of(vcard, "FN"), text_of(vcard, "N", "GIVEN"), text_of(vcard, "N", "FAMILY"),
		text_of(vcard, "NICKNAME"), text_of(vcard, "EMAIL", "USERID"), text_of(vcard, "TITLE"));
end

-- RFC 6351, as mod_vcard_legacy writes it.
local function from_vcard4(vcard)
	return card(text_of(vcard, "fn", "text"), text_of(vcard, "n", "given"), text_of(vcard, "n", "surname"),
		text_of(vcard, "nickname", "text"), text_of(vcard, "email", "text"), text_of(vcard, "title", "text"));
end

local function read(username)
	if not pep then return from_vcard(st.deserialize((vcards:get(username)))); end
	-- Asked in the name of the host, who is nobody's contact: what is for contacts alone is not given out to all.
	local ok, _, item = pep.get_pep_service(username):get_last_item(VCARD4_NODE, module.host);
	return from_vcard4(ok and item and item.tags[1] or nil);
end

-- What cannot be read might be disabled.
local function is_disabled(username)
	if not can_disable then return false; end
	local entry, err = disabled:get(username);
	return entry ~= nil or err ~= nil;
end

-- Calls back with whoever writes their vCard: what they write is there when somebody searches next.
local function when_changed(changed)
	local function of_sender(event)
		local username = event.origin.username;
		if username and event.stanza.attr.type == "set" then changed(username); end
	end
	module:hook("iq/bare/vcard-temp:vCard", of_sender, 100);
	module:hook("iq/self/vcard-temp:vCard", of_sender, 100);
	module:hook("iq/self/http://jabber.org/protocol/pubsub:pubsub", of_sender, 100);
	-- An administrator may write that of the account whose address it is sent to.
	module:hook("iq/bare/http://jabber.org/protocol/pubsub:pubsub", function (event)
		local username = jid_split(event.stanza.attr.to);
		if username and event.stanza.attr.type == "set" then changed(username); end
	end, 100);
end

return { read = read, is_disabled = is_disabled, when_changed = when_changed };
