/** Everything that an agent hands out with a link, in the link's own language. */
export type LinkTexts = {
	/** The complete address. */
	address: string;
	language: string;
	direction: "ltr" | "rtl";
	mail: { subject: string; body: string };
	teams: string;
	paper: PaperText;
};

/** The texts of the printed sheet. */
export type PaperText = {
	/** Who hands it out. */
	brand: string;
	title: string;
	message: string;
	scan: string;
	orOpen: string;
	address: string;
	qrLabel: string;
	stepsHeading: string;
	steps: string[];
	warning: string;
	/** Empty: no deadline. */
	deadline: string;
	/** Empty: no contact. */
	help: string;
};
