import { expect, test } from "vitest";
import { placeholder, SITE_VALUE_NAMES } from "#lib/text/site-values.ts";
import { fillHtml, fillNavigation, type Values } from "./fill-page.ts";

const NAMES = [
	'Contoso "Pass" & <Co>',
	"</script><script>alert(1)</script>",
	"$1 Shop",
	"D'Arc \\ Söhne",
];
const NAME = placeholder("brand-name");

function filling(name: string) {
	const words = Object.fromEntries(SITE_VALUE_NAMES.map((word) => [word, ""])) as Values;
	const labels = { en: ['"lab" computers'], de: ["Laborrechner", "Laborrechnern"] };
	return { words: { ...words, "brand-name": name }, labels, locale: "en" as const };
}

/** Data for React: strings in strings, as Next writes them into a page. */
function page(row: object): string {
	const text = JSON.stringify(`1:${JSON.stringify(row)}\n`).replaceAll("<", "\\u003c");
	return `<p title="${NAME}">${NAME}</p><script src="/x.js"></script><script>self.__next_f.push([1,${text}])</script>`;
}

/** Parses it again, as a browser and React do. */
function givenToReact(html: string): unknown {
	const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
	const [, text] = JSON.parse(script.replace("self.__next_f.push(", "").replace(/\)$/, ""));
	return JSON.parse(text.slice(2), (_, value) =>
		typeof value === "string" && value.startsWith("$$") ? value.slice(1) : value,
	);
}

test.each(NAMES)("%s is the same in the HTML and in React's data", (name) => {
	const html = fillHtml(page({ children: NAME, title: `Start – ${NAME}` }), filling(name));
	expect(givenToReact(html)).toEqual({ children: name, title: `Start – ${name}` });
	const [, title = "", shown = ""] = /^<p title="([^"]*)">(.*?)<\/p>/.exec(html) ?? [];
	for (const text of [title, shown]) {
		expect(text).not.toMatch(/[<>]/);
		expect(read(text)).toBe(name);
	}
	expect(html.match(/<\/script>/g)).toHaveLength(2);
});

function read(html: string): string {
	const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
	return html.replace(/&([^;]+);/g, (_, name) => signs[name] ?? "?");
}

test.each(NAMES)("%s is filled in for the router, too", (name) => {
	const text = fillNavigation(`1:${JSON.stringify({ children: NAME })}`, filling(name));
	const given = JSON.parse(text.slice(2)).children;
	expect(given).toBe(name.startsWith("$") ? `$${name}` : name);
});

test("a placeholder that Next has split is filled, too", () => {
	const whole = page({ children: NAME });
	const at = whole.lastIndexOf("brand-name") + 4;
	const cut = `${whole.slice(0, at)}"])</script><script>self.__next_f.push([1,"${whole.slice(at)}`;
	expect(fillHtml(cut, filling("Contoso"))).toBe(fillHtml(whole, filling("Contoso")));
});

test("the domain has the organisation's own name, in the language of the page", () => {
	const html = fillHtml(
		page({ a: "Work computers take longer", b: "on work computers" }),
		filling("X"),
	);
	expect(givenToReact(html)).toEqual({ a: '"lab" computers take longer', b: 'on "lab" computers' });
	const german = { ...filling("X"), locale: "de" as const };
	expect(fillHtml("<p>an Arbeitsrechnern. Arbeitsrechner</p>", german)).toBe(
		"<p>an Laborrechnern. Laborrechner</p>",
	);
	const arabic = { ...filling("X"), locale: "ar" as const };
	expect(fillHtml("<p>أجهزة العمل</p>", arabic)).toBe("<p>أجهزة العمل</p>");
});
