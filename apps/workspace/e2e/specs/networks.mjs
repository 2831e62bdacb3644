// FoodChain-Lab networks that specs send: a sound one, and one with a delivery to nowhere.
const station = (id, name) => ({ id, name });
const delivery = (id, source, target) => ({ id, source, target, lot: `L-${id}`, name: 'Herbal tea' });

const stations = [
  station('farm-1', 'Kräuterhof Lindner'), station('farm-2', 'Serra Ervas Lda'), station('blend', 'Teekontor Nord, blending'), station('pack', 'Abpackbetrieb Celle'),
  station('shop-1', 'Drogerie Hannover'), station('shop-2', 'Drogerie Kassel'), station('shop-3', 'Babymarkt Fulda'),
];
const deliveries = [
  delivery('d1', 'farm-1', 'blend'), delivery('d2', 'farm-2', 'blend'), delivery('d3', 'blend', 'pack'), delivery('d4', 'pack', 'shop-1'),
  delivery('d5', 'pack', 'shop-2'), delivery('d6', 'pack', 'shop-3'),
];
const deliveriesRelations = [['d1', 'd3'], ['d2', 'd3'], ['d3', 'd4'], ['d3', 'd5'], ['d3', 'd6']].map(([source, target]) => ({ source, target }));

const file = (name, network) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(network)) });

export const outbreak = file('Baby_tea_outbreak.json', { stations, deliveries, deliveriesRelations });
export const broken = file('cut_short.json', { stations, deliveries: [...deliveries, delivery('d7', 'pack', 'shop-9'), delivery('d8', 'pack', 'shop-10')], deliveriesRelations });

/** Chooses the file and has it checked and imported. */
export async function sendNetwork(page, network) {
  await page.locator('input[type=file]').setInputFiles(network);
  await page.getByRole('button', { name: 'Check and import' }).click();
}
