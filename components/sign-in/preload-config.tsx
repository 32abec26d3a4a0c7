/**
 * For pages that sign in: the settings arrive with the page's code, which would otherwise have to
 * run before it asks for them.
 */
export const PreloadConfig = () => (
	<link rel="preload" as="fetch" href="/api/config" crossOrigin="anonymous" />
);
