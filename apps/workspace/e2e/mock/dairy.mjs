// A seeded dairy supply chain for the mock server: one contaminated milk-powder lot, from farms to shops. The same seed
// gives the same company. `scale` 1 makes a trace of about 300 nodes, 39 one of about 10,000.

const day = 86_400_000;
// Four weeks ago, so that "8 days ago" reads as it would in a real house.
const begin = Math.floor(Date.now() / day) * day - 30 * day;

const products = [
  ['Whole milk powder 25 kg', '04012345000018'], ['Vanilla yoghurt 150 g', '04012345000117'], ['Milk chocolate filling', '04012345000216'],
  ['Butter croissant 4-pack', '04012345000315'], ['Ice cream, vanilla 1 l', '04012345000414'], ['Cake mix, lemon 400 g', '04012345000513'],
  ['Milk bread 500 g', '04012345000612'], ['Custard 500 ml', '04012345000711'], ['Infant cereal 250 g', '04012345000810'],
];
const plants = ['Allgäu dairy', 'Ulm bakery', 'Linz creamery'];
const towns = [
  'Augsburg', 'Bern', 'Bolzano', 'Bregenz', 'Chur', 'Dornbirn', 'Freiburg', 'Füssen', 'Graz', 'Innsbruck', 'Kempten', 'Konstanz', 'Landshut',
  'Linz', 'Luzern', 'Meran', 'München', 'Nürnberg', 'Passau', 'Ravensburg', 'Rosenheim', 'Salzburg', 'Stuttgart', 'Trento', 'Ulm', 'Villach',
  'Wien', 'Winterthur', 'Zell am See', 'Zürich',
];

/** A small linear congruential generator; good enough for a fixture. */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { next, int: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)], between: (a, b) => a + next() * (b - a) };
}

export function dairy({ seed = 20260412, scale = 1, code = 'MP-2026-0412', prefix = 's' } = {}) {
  const random = seeded(seed);
  const nodes = [];
  const edges = [];
  let shipmentNo = 0;
  const node = (kind, at, fields) => {
    const id = uuid(`${prefix}-n`, nodes.length);
    const one = {
      id, kind, key: `urn:foodflow:${kind}:${prefix}${nodes.length}`, name: null, lot_code: null, gtin: null, product_name: null, location_name: null,
      quantity: null, unit: null, state: null, properties: {}, version: 1,
      created_at: new Date(at).toISOString(), updated_at: new Date(at).toISOString(), at, ...fields,
    };
    nodes.push(one);
    return one;
  };
  const edge = (kind, from, to, at, quantity = null, unit = 'KGM') => {
    edges.push({ id: uuid(`${prefix}-e`, edges.length), kind, from: from.id, to: to.id, at, time: new Date(at).toISOString(), quantity, unit: quantity === null ? null : unit });
  };
  const lot = (kind, product, at, lotCode, quantity, state, place) =>
    node(kind, at, {
      lot_code: lotCode, product_name: product[0], gtin: product[1], key: `https://id.gs1.org/01/${product[1]}/10/${encodeURIComponent(lotCode)}`,
      name: product[0], quantity, unit: 'KGM', state, location_name: place,
      properties: { best_before: new Date(at + 180 * day).toISOString().slice(0, 10), ...(state === 'recalled' ? { reason: 'Cronobacter sakazakii found in sample 7' } : {}) },
    });

  // Upstream: farms, raw milk, lecithin, one drying run.
  const dried = begin + 6 * day;
  const drying = node('production_run', dried, { name: 'Drying tower 2, shift B', location_name: plants[0], properties: { line: 'Tower 2', cleaning: 'CIP 7 before the run' } });
  for (let i = 0; i < 6; i++) {
    const farm = node('supplier', begin, { name: `Farm ${random.pick(['Huber', 'Moser', 'Egger', 'Wagner', 'Steiner', 'Brandl', 'Aigner'])} ${i + 1}`, arrived: null });
    for (let m = 0; m < 1 + random.int(3); m++) {
      const at = begin + random.between(3, 5.6) * day;
      const milk = lot('ingredient', ['Raw milk', '04012345000902'], at, `RM-${600 + i * 10 + m}`, Math.round(random.between(1800, 5200)), 'released', plants[0]);
      milk.unit = 'LTR';
      edge('SUPPLIES', farm, milk, at, milk.quantity, 'LTR');
      edge('USED_IN', milk, drying, at + random.between(2, 9) * 3_600_000, milk.quantity, 'LTR');
    }
  }
  const chemist = node('supplier', begin, { name: 'Lecitec GmbH' });
  const lecithin = lot('ingredient', ['Soy lecithin', '04012345000957'], begin + 2 * day, prefix === 's' ? 'LEC-88213' : `LEC-88213-${prefix}`, 40, 'released', plants[0]);
  edge('SUPPLIES', chemist, lecithin, lecithin.at, 40);
  edge('USED_IN', lecithin, drying, dried, 6.4);
  const start = lot('batch', products[0], dried + 0.5 * day, code, 5200 * scale, 'recalled', plants[0]);
  edge('PRODUCES', drying, start, start.at, start.quantity);

  // Downstream: runs, batches, pallets, trucks, shops.
  const shops = Array.from({ length: Math.round(44 * Math.max(1, scale * 0.8)) }, (_, i) =>
    node('location', begin, { name: `${random.pick(['Markt', 'Filiale', 'Store', 'Laden', 'Depot'])} ${random.pick(towns)} ${i + 1}`, location_name: null }));
  const batches = [];
  const runs = Math.round(11 * scale);
  const spread = scale > 4 ? 20 : 16;
  for (let r = 0; r < runs; r++) {
    const at = start.at + random.between(1, spread) * day;
    const product = products[1 + (r % (products.length - 1))];
    const run = node('production_run', at, { name: `${product[0].split(',')[0].split(' ').slice(0, 2).join(' ')} run ${r + 1}`, location_name: plants[r % 3] });
    const used = Math.round(random.between(120, 620));
    edge('USED_IN', start, run, at, used);
    for (let b = 0; b < 1 + random.int(2); b++) {
      const made = at + random.between(0.2, 0.7) * day;
      const urgent = random.next();
      const state = urgent < 0.12 ? 'recalled' : urgent < 0.3 ? 'on_hold' : 'released';
      const batch = lot('batch', product, made, `${product[0].slice(0, 2).toUpperCase()}-${4100 + r * 3 + b}`, Math.round(used * random.between(1.2, 3)), state, plants[r % 3]);
      edge('PRODUCES', run, batch, made, batch.quantity);
      batches.push(batch);
    }
    if (r % 5 === 4 && batches.length > 3) {
      // Rework: what was left of an earlier batch goes into this run.
      const earlier = batches[batches.length - 3];
      if (earlier.at < at) edge('USED_IN', earlier, run, at, Math.round(earlier.quantity * 0.08));
    }
  }
  const trucks = [];
  for (const batch of batches) {
    const pallets = 7 + random.int(5);
    for (let p = 0; p < pallets; p++) {
      const packed = batch.at + random.between(0.1, 0.8) * day;
      const sscc = `3401234500${String(100000 + nodes.length).slice(-6)}0`.padStart(18, '0');
      const pallet = node('logistic_unit', packed, {
        key: `https://id.gs1.org/00/${sscc}`, name: `Pallet …${sscc.slice(-6)}`, product_name: batch.product_name, quantity: Math.round(batch.quantity / pallets), unit: 'KGM',
        state: batch.state === 'released' ? (random.next() < 0.25 ? 'in_transit' : 'released') : batch.state,
      });
      edge('PACKED_INTO', batch, pallet, packed, pallet.quantity);
      let truck = trucks.find((one) => one.at > packed && one.at - packed < 2 * day && one.load < 3);
      if (!truck || random.next() < 0.35) {
        const leaves = packed + random.between(0.2, 1.6) * day;
        truck = node('distribution', leaves, { name: `Tour ${2400 + shipmentNo++}`, key: `urn:epcglobal:cbv:bt:tour:${prefix}${shipmentNo}`, load: 0, state: 'in_transit' });
        trucks.push(truck);
        for (let s = 0; s < 1 + random.int(2); s++) edge('SHIPPED_TO', truck, random.pick(shops), leaves + random.between(0.1, 0.9) * day, null);
      }
      truck.load++;
      edge('DISTRIBUTED_TO', pallet, truck, truck.at, pallet.quantity);
    }
  }
  return { nodes, edges, start };
}

function uuid(kind, no) {
  const hash = [...kind].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0, 7);
  return `${hash.toString(16).padStart(8, '0')}-0000-7000-8000-${no.toString(16).padStart(12, '0')}`;
}
