/** Stands in the browser's code for parts of Next that no page of the portal needs. */

/** Of `process`: settings that the build did not put in. No browser has any. */
export const env = {};

/** Of the page that Next shows when the portal's own last resort fails: its looks. */
export const errorStyles = {};
export const errorThemeCss = "";
export const WarningIcon = () => null;

/** Of the router: server actions. The portal has none: what changes something is called by name. */
export function serverActionReducer(): never {
	throw new Error("Server actions are left out of the browser's code, see cli/client-pieces.ts.");
}
