/**
 * The outcome of setting a temporary password, as far as the agent's browser knows; each has a text
 * in the catalogues.
 */
export const TEMPORARY_OUTCOMES = [
	"set",
	/** Nothing was changed. */
	"refused",
	/** No answer came, and Entra does not show the outcome. */
	"unknown",
] as const;
export type TemporaryOutcome = (typeof TEMPORARY_OUTCOMES)[number];
