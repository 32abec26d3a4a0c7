/**
 * A text for searching: without accents and capitals, since people type what their keyboard has, and
 * names are spelled in composed and in separate characters ("Müller", "İpek", "René").
 */
export const folded = (text: string): string =>
	text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
