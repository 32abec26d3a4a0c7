const STYLE_SHEET = /<link(?= [^>]*rel="stylesheet")[^>]* href="([^"]+)"[^>]*>/g;

/**
 * Puts a page's style sheets into the page itself, since a browser paints nothing before each has arrived in
 * its own round trip. The links stay for React, which looks for them when it hydrates the page; a disabled
 * one is not loaded (HTML, "disabled").
 *
 * @param cssOf the text of a style sheet by its address; `undefined`: it stays a link
 */
export function inlineStyles(html: string, cssOf: (href: string) => string | undefined): string {
	return html.replace(STYLE_SHEET, (link, href: string) => {
		const css = cssOf(href);
		// Nothing may end the element.
		if (css === undefined || css.includes("</")) return link;
		return `<style>${css}</style>${link.replace("<link", '<link disabled=""')}`;
	});
}
