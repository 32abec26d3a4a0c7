/** The formatters for dates, numbers and plurals that `icu-minify` uses inside messages. */
export const messageFormatters = {
	getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
		new Intl.DateTimeFormat(...args),
	getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
		new Intl.NumberFormat(...args),
	getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) =>
		new Intl.PluralRules(...args),
};
