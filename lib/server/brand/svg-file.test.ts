import { expect, test } from "vitest";
import { checkSvg } from "./svg-file.ts";

const svg = (content: string, attributes = 'viewBox="0 0 120 28"') =>
	`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;

test.each<[what: string, text: string]>([
	["shapes", svg('<title>Contoso &amp; Co</title><g><path d="M0 0h9"/><circle r="3"/></g>')],
	["a declaration and a note", `<?xml version="1.0"?>\n<!-- made by hand -->\n${svg("")}`],
	["a byte order mark", `\ufeff${svg("")}`],
	["its own gradients", svg('<linearGradient id="a"/><rect fill="url(#a)" style="mask:url(#b)"/>')],
	["classes", svg('<style>.a{fill:#0f5ea8}</style><path class="a" d="M0 0"/>')],
	["a size by pixels", svg("", 'width="120px" height="28"')],
])("%s are a logo", (_, text) => {
	expect(checkSvg(text)).toEqual({ ok: true, size: { width: 120, height: 28 } });
});

test.each<[what: string, text: string, reason: RegExp]>([
	["a script", svg("<script>alert(1)</script>"), /<script>/],
	["a script in capitals", svg("<SCRIPT>alert(1)</SCRIPT>"), /<SCRIPT>/],
	[
		"a script with another prefix",
		svg('<a:script xmlns:a="http://www.w3.org/2000/svg"/>'),
		/a:script/,
	],
	["an event handler", svg('<rect onload="alert(1)"/>'), /event handler onload/],
	[
		"a handler on the root element",
		svg("", 'viewBox="0 0 1 1" onload="alert(1)"'),
		/event handler/,
	],
	["a handler behind a line end", svg('<rect\n\tonclick\n=\n"x"/>'), /event handler onclick/],
	["HTML inside", svg("<foreignObject><p>x</p></foreignObject>"), /foreignObject/],
	["an external picture", svg('<image href="https://evil.example/x.png"/>'), /<image>/],
	["a link", svg('<a href="https://evil.example/"><path/></a>'), /<a>/],
	["copies of copies", svg('<g id="a"/><use href="#a"/>'), /<use>/],
	["an animation", svg('<set attributeName="href" to="x"/>'), /<set>/],
	["an external gradient", svg('<linearGradient href="https://evil.example/#a"/>'), /leads out/],
	[
		"a script as an address",
		svg('<linearGradient xlink:href="javascript:alert(1)"/>'),
		/leads out/,
	],
	["an external fill", svg('<rect fill="url(https://evil.example/x)"/>'), /leads out/],
	["an external style", svg('<rect style="fill:URL( //evil.example )"/>'), /leads out/],
	["an escaped style", svg('<rect style="fill:u\\72l(//evil.example)"/>'), /leads out/],
	["an import", svg("<style>@import '//evil.example/x.css';</style>"), /style in it/],
	["a style that loads", svg("<style>a{fill:url(//evil.example)}</style>"), /loads something/],
	["an escaped import", svg("<style>\\40 import '//x';</style>"), /style in it/],
	["entities", `<!DOCTYPE svg [<!ENTITY x "y">]>${svg("&x;")}`, /<!DOCTYPE/],
	["an entity in a text", svg("<text>&#60;script&#62;</text>"), /entity/],
	["an entity in an address", svg('<rect fill="&#117;rl(//x)"/>'), /entity/],
	["a section", svg("<![CDATA[<script>alert(1)</script>]]>"), /not plain SVG/],
	["an instruction", `<?xml-stylesheet href="//evil.example"?>${svg("")}`, /not plain SVG/],
	["an attribute without quotes", svg("<rect onload=alert(1) />"), /not plain SVG/],
	["another namespace", svg('<g xmlns:x="http://www.inkscape.org/"/>'), /plain SVG/],
	["the namespace of HTML", svg('<g xmlns="http://www.w3.org/1999/xhtml"/>'), /plain SVG/],
	["something behind its end", `${svg("")}<script/>`, /<script>/],
	["two of them", svg("") + svg(""), /one <svg>/],
	["text around it", `${svg("")}hello`, /one <svg>/],
	["no end", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g>', /does not end/],
	["ends in the wrong order", svg("<g><path></g></path>"), /ends nothing/],
	["no namespace", '<svg viewBox="0 0 1 1"></svg>', /xmlns/],
	["no size", svg("", ""), /viewBox/],
	["no width", svg("", 'viewBox="0 0 0 28"'), /viewBox/],
	["UTF-16", svg("").split("").join("\0"), /UTF-8/],
	["no SVG at all", "<html><body>hello</body></html>", /<html>/],
	["nothing", "", /xmlns/],
])("%s is refused", (_, text, reason) => {
	const result = checkSvg(text);
	expect(result.ok ? "taken" : result.reason).toMatch(reason);
});
