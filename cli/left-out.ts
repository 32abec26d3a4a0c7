/** Replaces parts of Next in the browser's code that no page needs (docs/decisions/webpack-chunks.md). */

/** For `process`: environment variables that the build did not inline. A browser has none. */
export const env = {};

/** For the styles of Next's own error page, shown only if the portal's fails too. */
export const errorStyles = {};
export const errorThemeCss = "";
export const WarningIcon = () => null;

/** For the router's server actions. The portal has none: its pages call the HTTP interface. */
export function serverActionReducer(): never {
	throw new Error("Server actions are excluded from the browser's code, see cli/client-pieces.ts.");
}
