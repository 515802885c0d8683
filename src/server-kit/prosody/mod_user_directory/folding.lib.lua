-- Text as it is compared: small letters (by nameprep, RFC 3491), Latin ones without accents, cut to a length.

local nameprep = require "util.encodings".stringprep.nameprep;
local is_valid = require "util.encodings".utf8.valid;

-- In octets, of one text; and how many of them are looked for.
local LONGEST, MOST_WORDS = 200, 8;

local BASE = {
	a = "àáâãäåāăąǎ", ae = "æ", c = "çćĉċč", d = "ďđ", e = "èéêëēĕėęě", g = "ĝğġģ", h = "ĥħ", i = "ìíîïĩīĭįı", j = "ĵ",
	k = "ķ", l = "ĺļľŀł", n = "ñńņňŋ", o = "òóôõöøōŏőǒ", oe = "œ", r = "ŕŗř", s = "śŝşšș", t = "ţťŧț",
	u = "ùúûüũūŭůűųǔ", w = "ŵ", y = "ýÿŷ", z = "źżž",
};
local base_of = {};
for base, letters in pairs(BASE) do
	for letter in letters:gmatch("[\195-\200][\128-\191]") do base_of[letter] = base; end
end

-- Not in the middle of a character.
local function cut(original)
	local short = original:sub(1, LONGEST);
	while short ~= "" and not is_valid(short) do short = short:sub(1, -2); end
	return short;
end

local function text(original)
	local short = cut(original);
	local small = nameprep(short) or short:lower();
	-- What is left of accents is what no single letter has.
	return (small:gsub("[\195-\200][\128-\191]", base_of):gsub("\204[\128-\191]", ""):gsub("\205[\128-\175]", ""));
end

-- Each word with a space before it, and what follows the hyphens and dots in it, up to an @: whatever a search may begin with.
local function words(...)
	local found = {};
	for i = 1, select("#", ...) do
		for word in text((select(i, ...))):gmatch("%S+") do
			found[#found + 1] = word;
			local own = word:match("^[^@]*");
			for place in own:gmatch("%p()%P") do found[#found + 1] = word:sub(place); end
		end
	end
	return " " .. table.concat(found, " ");
end

-- What to look for in `words`.
local function query(typed)
	local found = {};
	for word in text(typed):gmatch("%S+") do
		local bare = word:gsub("^%p+", ""):gsub("%p+$", "");
		if bare ~= "" and #found < MOST_WORDS then found[#found + 1] = " " .. bare; end
	end
	return found;
end

return { cut = cut, text = text, words = words, query = query };
