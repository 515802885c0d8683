-- Signs people in with tokens of a site's own sign-on (OAUTHBEARER, RFC 7628), and with nothing else.
-- The token of somebody is "token of <username>"; everybody exists.
local sasl = require "util.sasl";

local function oauthbearer(self, message)
	if self.token_refused then
		return "failure", "not-authorized";
	end
	local username, token = message:match("^n,a=([^@,]+)@[^,]*,\1auth=Bearer ([^\1]+)\1\1$");
	if not username then
		return "failure", "malformed-request";
	end
	if not self.profile.oauthbearer(username, token) then
		self.token_refused = true;
		return "challenge", [[{"status":"invalid_token"}]];
	end
	self.username = username;
	return "success";
end
sasl.registerMechanism("OAUTHBEARER", { "oauthbearer" }, oauthbearer);

module:provides("auth", {
	user_exists = function () return true; end;
	get_sasl_handler = function ()
		return sasl.new(module.host, {
			oauthbearer = function (username, token) return token == "token of " .. username; end;
		});
	end;
});
