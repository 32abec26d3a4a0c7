/**
 * A text folded for searching: without accents and capitals, since people type what their keyboard has, and accents may be
 * composed or separate characters ("Müller", "İpek", "René").
 */
export const folded = (text: string): string =>
	text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
