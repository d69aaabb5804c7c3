// settings_test.mjs PASSNUM: a funder sets its programme, and says which places take part.
import { must, run_all, same, test } from "./house.mjs";

const wrong = /status of (401|404|409|412|422|400)|ERR_FAILED|ERR_INTERNET_DISCONNECTED/;

async function somebody(come, role = "funder") {
	const ada = await come();
	ada.allow(wrong);
	await ada.log_in(role);
	return ada;
}

const heading = (page, name, level = 1) => page.getByRole("heading", { level, name });

test("settings are shown", async ({ come }) => {
	const ada = await somebody(come);
	await ada.page.goto("/app/reglages/1");
	await ada.page.getByLabel("Délai de grâce").waitFor();
	await ada.look("settings");
	const eve = await somebody(come, "auditor");
	await eve.page.goto("/app/reglages/1");
	await heading(eve.page, "Règles", 2).waitFor();
	await eve.look("settings-auditor");
});

await run_all();
