/** A small plant as a bare network, for tests: racks behind one CDU, a facility loop with a pump and a free-cooling chiller. */
import type { LiquidBranch, LiquidControl, LiquidElement, LiquidNetwork, LiquidNode, ThermalUnit } from '../../network/liquid.ts';

export interface PlantOptions {
  readonly racks?: number;
  readonly rackHeat_W?: number;
  readonly rise_K?: number;
  readonly return_K?: number;
  readonly tcsSupply_K?: number;
  readonly ambient_K?: number;
  readonly fwsLeaving_K?: number;
  readonly conductance_W_K?: number;
  readonly shutRack?: number;
  readonly differentialPressure_Pa?: number;
  readonly chillerRuns?: boolean;
  readonly capacity_W?: number;
}

const pipe = (length_m: number, diameter_m: number): LiquidElement => ({
  type: 'pipe',
  length_m,
  diameter_m,
  roughness_m: 4.5e-5,
  minorLoss: 2,
});

export function samplePlant(options: PlantOptions = {}): LiquidNetwork {
  const { racks = 8, rackHeat_W = 121500, tcsSupply_K = 313.15, ambient_K = 303.15, fwsLeaving_K = 309.15, chillerRuns = true } = options;
  const nodes: LiquidNode[] = [];
  const branches: LiquidBranch[] = [];
  const controls: LiquidControl[] = [];
  const node = (id: string, fluid: string, fixedPressure_Pa?: number) =>
    nodes.push({ id, owner: id, elevation_m: 0, fluid, ...(fixedPressure_Pa === undefined ? {} : { fixedPressure_Pa }) }) - 1;
  const branch = (
    id: string,
    from: number,
    to: number,
    element: LiquidElement,
    heat: LiquidBranch['heat'] = { type: 'none' },
    open = true,
  ) => branches.push({ id, owner: id, from, to, element, heat, open, volume_m3: 0 }) - 1;

  const supply = node('tcs-supply', 'pg25');
  const back = node('tcs-return', 'pg25', 150000);
  const inner = node('cdu-inner', 'pg25');
  let [upstream, downstream] = [supply, back];
  for (let r = 0; r < racks; r++) {
    const s = node(`supply-tap-${r}`, 'pg25');
    const t = node(`return-tap-${r}`, 'pg25');
    const surroundings = { type: 'surroundings', conductance_W_K: 2, ambient_K: 298.15 } as const;
    branch(`supply-main-${r}`, upstream, s, pipe(1.2, 0.15), surroundings);
    branch(`return-main-${r}`, t, downstream, pipe(1.2, 0.15), surroundings);
    const rack = branch(
      `rack-${r}`,
      s,
      t,
      { type: 'resistance', coefficient: 126900 / (177 / 60000) ** 1.893, exponent: 1.893 },
      { type: 'fixed', heat_W: rackHeat_W },
      options.shutRack !== r,
    );
    controls.push(
      options.return_K === undefined
        ? { type: 'temperature-rise', owner: `rack-${r}`, branch: rack, rise_K: options.rise_K ?? 10, minimumDrop_Pa: 5000 }
        : { type: 'return-temperature', owner: `rack-${r}`, branch: rack, return_K: options.return_K, minimumDrop_Pa: 5000 },
    );
    [upstream, downstream] = [s, t];
  }
  const rated = 1200 / 60000;
  const fall = (476457 - 244000) / rated ** 2;
  const pump = branch('cdu-pump', back, inner, {
    type: 'pump',
    curve: { shutoff_Pa: 476457, coefficient: 0.8 * fall, exponent: 2 },
    speed: 1,
    parallel: 1,
    hydraulicEfficiency: (rated * (244000 + 0.2 * fall * rated ** 2)) / (13700 * 0.9),
    motorEfficiency: 0.9,
    lossToLiquid: 0,
    checked: true,
  });
  const hot = branch(
    'cdu-hot',
    inner,
    supply,
    { type: 'resistance', coefficient: 0.2 * fall, exponent: 2 },
    { type: 'exchanger', exchanger: 0, side: 'hot' },
  );
  controls.push({
    type: 'differential-pressure',
    owner: 'cdu',
    pumps: [pump],
    high: supply,
    low: back,
    target_Pa: options.differentialPressure_Pa ?? 200000,
    minSpeed: 0.3,
    maxSpeed: 1,
  });

  const cold = node('fws-supply', 'water');
  const warm = node('fws-return', 'water', 200000);
  const valveIn = node('cdu-valve', 'water');
  const plantIn = node('plant-in', 'water');
  const plantOut = node('plant-out', 'water');
  const coldBranch = branch(
    'cdu-cold',
    cold,
    valveIn,
    { type: 'resistance', coefficient: (0.6 * 84000) / rated ** 2, exponent: 2 },
    { type: 'exchanger', exchanger: 0, side: 'cold' },
  );
  const valve = branch('cdu-valve', valveIn, warm, {
    type: 'valve',
    flowAt100kPa_m3_s: rated * Math.sqrt(1e5 / (0.4 * 84000)),
    opening: 1,
    characteristic: 'equal-percentage',
    rangeability: 50,
  });
  controls.push({ type: 'exchanger-outlet', owner: 'cdu', exchanger: 0, valve, target_K: tcsSupply_K });
  const outdoors = { type: 'surroundings', conductance_W_K: 30, ambient_K } as const;
  branch('fws-main-return', warm, plantIn, pipe(40, 0.2), outdoors);
  const plantPump = branch('fws-pump', plantIn, plantOut, {
    type: 'pump',
    curve: { shutoff_Pa: 320000, coefficient: 120000 / 0.03 ** 2, exponent: 2 },
    speed: 1,
    parallel: 1,
    hydraulicEfficiency: 0.75,
    motorEfficiency: 0.93,
    lossToLiquid: 0,
    checked: true,
  });
  controls.push({
    type: 'differential-pressure',
    owner: 'fws-pump',
    pumps: [plantPump],
    high: plantOut,
    low: plantIn,
    target_Pa: 200000,
    minSpeed: 0.3,
    maxSpeed: 1,
  });
  const chilled = node('chiller-out', 'water');
  const chiller = branch(
    'chiller',
    plantOut,
    chilled,
    { type: 'resistance', coefficient: 50000 / 0.03 ** 2, exponent: 2 },
    { type: 'unit', unit: 0 },
  );
  branch('fws-main-supply', chilled, cold, pipe(40, 0.2), outdoors);
  const units: ThermalUnit[] = [
    {
      type: 'free-cooling-chiller',
      owner: 'chiller',
      branch: chiller,
      leaving_K: fwsLeaving_K,
      ambient_K,
      freeCoolingConductance_W_K: options.conductance_W_K ?? 40000,
      capacity_W: options.capacity_W ?? 1300000,
      capacitySlope_W_K: -15000,
      capacityReference_K: 308.15,
      capacityPerLeaving_W_K: 20000,
      cop: { reference: 6, referenceAmbient_K: 298.15, perKelvin: -0.11, referenceLeaving_K: 309.15, perKelvinLeaving: 0, floor: 2 },
      fanPower_W: 40000,
      standby_W: 1000,
      running: chillerRuns,
    },
  ];
  return {
    nodes,
    branches,
    controls,
    units,
    exchangers: [
      {
        owner: 'cdu',
        hot,
        cold: coldBranch,
        ratedConductance_W_K: 320000,
        ratedHot_kg_s: 20.2,
        ratedCold_kg_s: 19.9,
        flowExponent: 0.7,
        fouling: 0,
      },
    ],
  };
}

/** Index of a branch by its id. @throws when there is none. */
export function branchOf(network: LiquidNetwork, id: string): number {
  const index = network.branches.findIndex((branch) => branch.id === id);
  if (index < 0) throw new Error(`no branch ${id}`);
  return index;
}
