/** The classes of a link within text. */
export const TEXT_LINK =
	"text-action underline decoration-1 underline-offset-4 hover:text-action-strong hover:decoration-2";
