/** What `icu-minify` formats dates, numbers and plurals inside a message with. */
export const messageFormatters = {
	getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
		new Intl.DateTimeFormat(...args),
	getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
		new Intl.NumberFormat(...args),
	getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) =>
		new Intl.PluralRules(...args),
};
