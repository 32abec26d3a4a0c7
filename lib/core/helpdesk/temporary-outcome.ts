/** How setting a temporary password ended, as far as the agent's browser knows; each has words in the catalogues. */
export const TEMPORARY_OUTCOMES = [
	"set",
	/** Nothing was changed. */
	"refused",
	/** No answer came, and Entra does not show what became of it. */
	"unknown",
] as const;
export type TemporaryOutcome = (typeof TEMPORARY_OUTCOMES)[number];
