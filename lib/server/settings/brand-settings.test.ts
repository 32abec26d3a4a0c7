import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writePng } from "../brand/png-file.ts";
import { readSettings } from "./settings.ts";

let folder: string;
const FILES: Record<string, Buffer | string> = {
	"logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 28"><path d="M0 0"/></svg>',
	"evil.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x"/>',
	"wide.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 10"/>',
	"logo.png": png(240, 56),
	"low.png": png(100, 20),
	"icon.png": png(512, 512),
	"large.svg": "x".repeat(300 * 1_024),
	"named.png": "<html></html>",
};

function png(width: number, height: number): Buffer {
	return writePng({ width, height, pixels: Buffer.alloc(width * height * 4) });
}

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-brand-"));
	for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

const TENANT = {
	ENTRA_TENANT_ID: "11111111-2222-4333-8444-555555555555",
	ENTRA_CLIENT_ID: "11111111-2222-4333-8444-555555555556",
	PORTAL_URL: "https://password.contoso.com",
};

/** The brand, or its errors. File names are relative to the folder. */
function brandOf(settings: Record<string, string>) {
	const inFolder = Object.entries(settings).map(([name, value]) => [
		name,
		/\.(?:svg|png)$/.test(value) ? join(folder, value) : value,
	]);
	const read = readSettings({ ...TENANT, ...Object.fromEntries(inFolder) });
	if (read.ok) return { brand: read.value.brand, mistakes: [] };
	return { brand: undefined, mistakes: read.reason === "mistakes" ? read.mistakes : [] };
}

test("without settings the brand is the portal's own", () => {
	expect(brandOf({}).brand).toEqual({
		name: "Keyturn",
		accent: { light: "#0c518f", dark: "#7dbcf5" },
		logo: undefined,
		darkLogo: undefined,
		icon: undefined,
		domainLabels: {},
	});
});

test("an organisation's own brand is read completely", () => {
	const { brand } = brandOf({
		BRAND_NAME: "Contoso Password",
		BRAND_LOGO: "logo.png",
		BRAND_LOGO_DARK: "logo.svg",
		BRAND_COLOUR: "#7A1F5C",
		BRAND_COLOUR_DARK: "#F0A0D0",
		DOMAIN_LABEL: "en: lab computers; de: Laborrechner, Laborrechnern",
	});
	expect(brand).toMatchObject({
		name: "Contoso Password",
		accent: { light: "#7a1f5c", dark: "#f0a0d0" },
		logo: { type: "image/png", size: { width: 240, height: 56 } },
		darkLogo: { type: "image/svg+xml", size: { width: 120, height: 28 } },
		domainLabels: { en: ["lab computers"], de: ["Laborrechner", "Laborrechnern"] },
	});
	// A raster logo is used for icons, unless there is a picture for them.
	expect(brand?.icon?.width).toBe(240);
	expect(brandOf({ BRAND_LOGO: "logo.png", BRAND_ICON: "icon.png" }).brand?.icon?.width).toBe(512);
});

test("a colour for light pages is adapted for dark ones", () => {
	const { brand } = brandOf({ BRAND_COLOUR: "#7a1f5c" });
	expect(brand?.accent.dark).toMatch(/^#[\da-f]{6}$/);
	expect(brandOf({ BRAND_COLOUR_DARK: brand?.accent.dark ?? "" }).mistakes).toEqual([]);
});

describe("an error says how to fix it", () => {
	test.each<[settings: Record<string, string>, mistake: RegExp]>([
		[{ BRAND_COLOUR: "orange" }, /^BRAND_COLOUR: must be a colour like #0c518f\.$/],
		[
			{ BRAND_COLOUR: "#ff6600" },
			/^BRAND_COLOUR: #ff6600 has a contrast of 2\.5\d:1 with #\w+ of light pages, and text needs 4\.5:1 .* The similar #\w{6} has enough\.$/,
		],
		[{ BRAND_COLOUR_DARK: "#0c518f" }, /^BRAND_COLOUR_DARK: .* of dark pages/],
		[{ BRAND_LOGO: "nowhere.svg" }, /^BRAND_LOGO: .*cannot be read\. Check the path/],
		[{ BRAND_LOGO: "evil.svg" }, /as SVG, <svg> has the event handler onload/],
		[{ BRAND_LOGO: "wide.svg" }, /700 by 10; at most 6 times as wide/],
		[{ BRAND_LOGO: "low.png" }, /20 pixels high; it needs at least 56/],
		[{ BRAND_LOGO: "large.svg" }, /300 KB; the limit is 200/],
		[{ BRAND_LOGO: "named.png" }, /as SVG, it contains <html>/],
		[{ BRAND_LOGO_DARK: "logo.svg" }, /^BRAND_LOGO: missing/],
		[{ BRAND_ICON: "logo.png" }, /^BRAND_ICON: .*240 by 56 pixels.*square of at least 512/],
		[{ BRAND_ICON: "logo.svg" }, /^BRAND_ICON: .*does not have a PNG/],
		[{ BRAND_NAME: "two\nlines" }, /^BRAND_NAME: must be a name of one line/],
		[{ DOMAIN_LABEL: "lab computers" }, /must start with a language \(en, de, ar\)/],
		[{ DOMAIN_LABEL: "de: Laborrechner" }, /de takes 2 forms .* “Arbeitsrechner, Arbeitsrechnern”/],
		[{ DOMAIN_LABEL: "en: {computers}" }, /en takes one form/],
	])("%o", (settings, said) => {
		const { mistakes } = brandOf(settings);
		expect(mistakes).toHaveLength(1);
		expect(mistakes[0]).toMatch(said);
	});
});

test("a suggested colour is accepted", () => {
	for (const name of ["BRAND_COLOUR", "BRAND_COLOUR_DARK"]) {
		const [mistake = ""] = brandOf({
			[name]: name.endsWith("DARK") ? "#333300" : "#ffcc00",
		}).mistakes;
		const [, suggested = ""] = /The similar (#\w{6})/.exec(mistake) ?? [];
		expect(brandOf({ [name]: suggested }).mistakes).toEqual([]);
	}
});
