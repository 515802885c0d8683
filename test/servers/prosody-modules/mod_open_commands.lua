-- Lets everybody call every ad-hoc command, so that a test sees whether commands refuse by themselves whom they should.
module:handle_items("adhoc-provider", function (event)
	event.item.permission = "any";
end, function () end);
