-- Has mod_mam keep exactly the messages that the organisation's policy says, whatever preferences clients set:
--
--     VirtualHost "example.com"
--       modules_enabled = { "mam", "logging_policy" }
--       archive_expires_after = "never" -- the policy says for how long
--       storage_archive_item_limit = 1000000000 -- with files, it is 10,000 for each person as it comes
--       logging_policy_service = "pubsub.example.com" -- where the policy is, if it is not this
--
-- What holds for whom stands in rules.lib.lua, how the policy is followed in policy_node.lib.lua beside this folder. A change counts
-- from the next message on. Nothing is taken away that was kept before, but for what is too old.
--
-- mod_mam (0.12) asks two things, and both are answered here before it asks:
--
-- | mod_mam asks                               | where the policy says something about the person                        |
-- |--------------------------------------------|-------------------------------------------------------------------------|
-- | is it a message to be kept at all          | as mod_mam has it; but what has a body, a subject or is encrypted is     |
-- | (event archive-should-store)               | kept though the hint no-store is there (XEP-0334): clients set that       |
-- | what are the person's preferences          | those of the policy, without exceptions for single contacts              |
-- | (their session, else the store)            |                                                                         |
--
-- Preferences are asked of the session of whoever is online, and of the store for others. So the session gets those of the
-- policy, which is forgotten with it; and in the store they take the place of the person's own, which are put aside until the policy
-- says nothing any more. Who asks for their preferences (XEP-0441), or sets some, is answered with those that count.

local jid = require "util.jid";
local st = require "util.stanza";
local user_exists = require "core.usermanager".user_exists;
local rules = module:require "rules";
local policy = module:require "policy_node" {
	service = module:get_option_string("logging_policy_service", "pubsub." .. module.host);
	read = rules.read;
	describe = rules.describe;
};
module:depends "mam";

local FEATURE = "urn:im-contact-requests:kit:logging_policy";
-- Announced where nothing else removes messages earlier than the policy does.
local FEATURE_DAYS = FEATURE .. ":days";
-- Earlier versions of this module go by what holds for everyone.
local FEATURE_GROUPS = FEATURE .. ":groups";
local MAM, HINTS, ENCRYPTION = "urn:xmpp:mam:2", "urn:xmpp:hints", "urn:xmpp:eme:0";
-- No integer: days that nobody can count would come out as a time of the future.
local DAY = 86400.0;
-- As many messages for each person are as good as no limit.
local MANY = 1000000;
-- Seconds between one archive and the next, where they are gone through one by one.
local PAUSE = 0.01;

-- As mod_mam has them: what counts for everybody stands at `false`.
local PREFERENCES = { everyone = { [false] = true }, contacts = { [false] = "roster" }, nobody = { [false] = false } };
local ON_THE_WIRE = { everyone = "always", contacts = "roster", nobody = "never" };

local name_of_archive = module:get_option_string("archive_store", "archive");
local archive = module:open_store(name_of_archive, "archive");
local stored_preferences = module:open_store(name_of_archive .. "_prefs");
-- People's own preferences, while the policy's are in their place.
local put_aside = module:open_store("logging_policy_own_prefs");
local sessions = prosody.hosts[module.host].sessions;

local function mode_of(username)
	return rules.mode_of(policy.rules(), jid.join(username, module.host));
end

local function is_same(preferences, wanted)
	return preferences and preferences[false] == wanted[false] and next(preferences, next(preferences)) == nil;
end

-- Sees to it that mod_mam finds the policy's preferences.
local function prefer(username, mode)
	local wanted, online = PREFERENCES[mode], sessions[username];
	if online then
		online.archive_prefs = wanted;
		return;
	end
	local own = stored_preferences:get(username);
	if is_same(own, wanted) or not user_exists(username, module.host) then return; end
	if not put_aside:get(username) then put_aside:set(username, { own = own or false }); end
	stored_preferences:set(username, wanted);
end

-- Sessions have none of the policy any more.
local function forget()
	for _, online in pairs(sessions) do
		for _, ours in pairs(PREFERENCES) do
			if online.archive_prefs == ours then online.archive_prefs = nil; end
		end
	end
end

-- Everybody whom the policy does not concern any more has their own again.
local function give_back()
	forget();
	local waiting = {};
	for username in put_aside:users() do waiting[#waiting + 1] = username; end
	for _, username in ipairs(waiting) do
		if not mode_of(username) then
			stored_preferences:set(username, put_aside:get(username).own or nil);
			put_aside:set(username, nil);
		end
	end
end

-- For whom mod_mam is about to decide on a stanza.
local keeper = setmetatable({}, { __mode = "k" });

local function before_mam(username, stanza)
	local mode = username and mode_of(username);
	keeper[stanza] = mode or nil;
	if mode then prefer(username, mode); end
end

local function sent(event)
	before_mam(event.origin.username, event.stanza);
end

local function received(event)
	local to = event.stanza.attr.to or event.stanza.attr.from;
	before_mam(to and jid.node(to), event.stanza);
end

for _, target in ipairs { "bare", "full" } do
	module:hook("pre-message/" .. target, sent, 0.5);
	module:hook("message/" .. target, received, 0.5);
end

local TALK = { normal = true, chat = true };

local function should_store(event)
	local stanza = event.stanza;
	local mode = keeper[stanza];
	keeper[stanza] = nil;
	if not mode or mode == "nobody" or not TALK[stanza.attr.type or "normal"] then return; end
	if not stanza:get_child("no-store", HINTS) and not stanza:get_child("no-permanent-store", HINTS) then return; end
	if stanza:get_child("body") or stanza:get_child("subject") or stanza:get_child("encryption", ENCRYPTION) then
		event.reason = "policy";
		return true;
	end
end

module:hook("archive-should-store", should_store, 1);

local function preferences(event)
	local origin, stanza = event.origin, event.stanza;
	local mode = mode_of(origin.username);
	if not mode then return; end
	origin.send(st.reply(stanza):tag("prefs", { xmlns = MAM, default = ON_THE_WIRE[mode] })
		:tag("always"):up():tag("never"):up());
	return true;
end

module:hook("iq/self/" .. MAM .. ":prefs", preferences, 1);

-- Whether mod_mam removes messages after its own time, or for their number, before the policy would.
local function removes_too_early(days)
	if archive.caps and archive.caps.quota and archive.caps.quota < MANY then
		return ("storage_archive_item_limit: %d messages for each person"):format(archive.caps.quota);
	end
	local after = module:get_option_string("archive_expires_after", "1w");
	if after == "never" then return nil; end
	local number, unit = after:lower():match("(%d+)%s*([dwmy]?)");
	local seconds = (tonumber(number) or 0) * (({ d = 1, w = 7, m = 31, y = 365.2425 })[unit] or 1 / DAY) * DAY;
	return (days == 0 or seconds < days * DAY) and "archive_expires_after: " .. after or nil;
end

local function remove_from(username, before)
	local count, problem = archive:delete(username, { ["end"] = before });
	if not count then module:log("error", "What is too old could not be removed from the archive: %s", problem); end
	return tonumber(count) or 0;
end

-- All archives of this host, as far as the storage can tell.
local function people_with_archives()
	local people = {};
	for username in archive:users() do people[#people + 1] = username; end
	return people;
end

-- Removes what is older than the policy says.
local function remove_old()
	local found = policy.rules();
	if not found or found.days == 0 then return; end
	local before = math.floor(os.time() - found.days * DAY);
	-- Nothing is as old as that.
	if before <= 0 then return; end
	local at_once = found.mode and archive.caps and archive.caps.wildcard_delete;
	local people, at, removed = at_once and {} or people_with_archives(), 0, 0;
	-- Not while whoever has published waits for an answer.
	module:add_timer(0, function ()
		if at_once then removed = remove_from(true, before); end
		at = at + 1;
		local username = people[at];
		if not username or policy.rules() ~= found then
			module:log("info", "Removed %d messages that were too old", removed);
			return;
		end
		if mode_of(username) then removed = removed + remove_from(username, before); end
		return PAUSE;
	end);
end

local announced = {};

local function announce(feature, is_so)
	if announced[feature] == is_so then return; end
	announced[feature] = is_so;
	if is_so then module:add_feature(feature); else module:remove_item("feature", feature); end
end

function policy.on_readable(is_readable)
	local found = policy.rules();
	local why = found and rules.says_something(found) and removes_too_early(found.days);
	if why and is_readable then
		module:log("warn", "Messages are removed earlier than the policy says, by %s", why);
	end
	announce(FEATURE, is_readable);
	announce(FEATURE_GROUPS, is_readable);
	announce(FEATURE_DAYS, is_readable and not why);
end

function policy.on_change()
	give_back();
	remove_old();
end

function module.unload()
	forget();
end

module:daily("Remove messages that are older than the policy says", remove_old);
policy.start();
