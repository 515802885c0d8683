-- Takes reports (XEP-0377) with blocks, says so, and writes them to the log, where tests read them and administrators of the demo.
module:add_feature("urn:xmpp:reporting:1");

module:hook("iq-set/self/urn:xmpp:blocking:block", function (event)
	for item in event.stanza.tags[1]:childtags("item") do
		local report = item:get_child("report", "urn:xmpp:reporting:1");
		if report then
			module:log("info", "report of %s: %s", item.attr.jid, report.attr.reason);
		end
	end
end, 10);
