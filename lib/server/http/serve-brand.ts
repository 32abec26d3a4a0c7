import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { drawIcon, markSvg } from "../brand/app-icon.ts";
import type { Brand, Logo } from "../brand/brand.ts";
import { brandCss } from "../brand/brand-css.ts";
import type { Settings } from "../settings/settings.ts";

type BrandFile = { type: string; body: () => Buffer | string };

/** Changes whenever the brand does: pages request its files with it and may cache them. */
export function brandVersion(settings: Settings): string {
	const { brand } = settings;
	const hash = createHash("sha256").update(brandCss(settings, "")).update(brand.name);
	for (const logo of [brand.logo, brand.darkLogo]) hash.update(logo?.body ?? "");
	return hash
		.update(brand.icon?.pixels ?? "")
		.digest("hex")
		.slice(0, 8);
}

/** Serves the organisation's branding, each file at its own address besides the pages. */
export function serveBrand(app: FastifyInstance, settings: Settings): void {
	const version = brandVersion(settings);
	for (const [url, { type, body }] of Object.entries(filesOf(settings, version))) {
		let made: Buffer | string | undefined;
		app.route({
			method: ["GET", "HEAD"],
			url,
			config: { route: "brand" },
			handler(request, reply) {
				made ??= body();
				const isImmutable = request.url.endsWith(`?${version}`);
				reply.header(
					"Cache-Control",
					isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
				);
				// An SVG opened directly is a document: it may have styles, and nothing else.
				if (type.startsWith("image/svg")) reply.header("Content-Security-Policy", SVG_POLICY);
				return reply.header("Content-Type", type).send(made);
			},
		});
	}
}

const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

function filesOf(settings: Settings, version: string): Record<string, BrandFile> {
	const { brand } = settings;
	return {
		"/brand.css": { type: "text/css; charset=utf-8", body: () => brandCss(settings, version) },
		"/manifest.webmanifest": {
			type: "application/manifest+json",
			body: () => manifest(brand, version),
		},
		...logoFile("/brand-logo", brand.logo),
		...logoFile("/brand-logo-dark", brand.darkLogo),
		...icons(brand),
	};
}

function logoFile(url: string, logo: Logo | undefined): Record<string, BrandFile> {
	return logo ? { [url]: { type: logo.type, body: () => logo.body } } : {};
}

/** Apple's devices crop icons themselves and do not support transparency. */
const APPLE = 180;

function icons({ icon: picture, accent }: Brand): Record<string, BrandFile> {
	const source = { picture, accent: accent.light };
	const png = (size: number, shape: "rounded" | "full") => ({
		type: "image/png",
		body: () => drawIcon(source, size, shape),
	});
	return {
		"/brand-icon": picture
			? png(192, "rounded")
			: { type: "image/svg+xml", body: () => markSvg(accent.light) },
		"/brand-icon-192.png": png(192, "rounded"),
		"/brand-icon-512.png": png(512, "rounded"),
		"/brand-icon-192-maskable.png": png(192, "full"),
		"/brand-icon-512-maskable.png": png(512, "full"),
		"/brand-icon-apple.png": png(APPLE, "full"),
	};
}

/** The Web App Manifest (W3C): what a device needs to install the portal. */
function manifest({ name }: Brand, version: string): string {
	const icon = (size: number, purpose: "any" | "maskable") => ({
		src: `/brand-icon-${size}${purpose === "maskable" ? "-maskable" : ""}.png?${version}`,
		sizes: `${size}x${size}`,
		type: "image/png",
		purpose,
	});
	return JSON.stringify({
		id: "/",
		name,
		// Home screens show about this many characters.
		...(name.length <= 12 && { short_name: name }),
		start_url: "/",
		scope: "/",
		display: "standalone",
		background_color: "#f5f7f9",
		theme_color: "#ffffff",
		icons: [icon(192, "any"), icon(512, "any"), icon(192, "maskable"), icon(512, "maskable")],
	});
}
