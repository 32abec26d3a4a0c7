import type { Brand } from "./brand.ts";

/** The Web App Manifest (W3C): what a device needs to install the portal. */
export function manifest({ name }: Brand, version: string): string {
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
