/** The same network through EPANET (epanet-js), timed after its own preparation: the peer of the hydraulic bench. */
import { InitHydOption, NodeProperty, Project, Workspace } from 'epanet-js';
import { gravity_m_s2, type HydraulicNetwork } from '../../shared/solve/hydraulics/system.ts';

const WATER_AT_20_C_M2_S = 1.1e-5 * 0.3048 ** 2;

/** Input text: Darcy–Weisbach, LPS; resistances become the minor loss of a stub of 50 mm and 1 mm length. */
function inputText(network: HydraulicNetwork, density_kg_m3: number, viscosity_m2_s: number, accuracy: number): string {
  const metres = (pressure_Pa: number): number => pressure_Pa / (density_kg_m3 * gravity_m_s2);
  const lines: string[] = ['[TITLE]', '[JUNCTIONS]'];
  network.nodes.forEach((node, i) => {
    if (node.fixedPressure_Pa === undefined)
      lines.push(`${i + 1} 0 ${((-(node.injection_kg_s ?? 0) * 1000) / density_kg_m3).toPrecision(12)}`);
  });
  lines.push('[RESERVOIRS]');
  network.nodes.forEach((node, i) => {
    if (node.fixedPressure_Pa !== undefined) lines.push(`${i + 1} ${metres(node.fixedPressure_Pa).toPrecision(12)}`);
  });
  lines.push('[PIPES]');
  network.branches.forEach(({ from, to, element }, b) => {
    const ends = `L${b + 1} ${from + 1} ${to + 1}`;
    if (element.type === 'pipe') {
      lines.push(`${ends} ${element.length_m} ${element.diameter_m * 1000} ${element.roughness_m * 1000} ${element.minorLoss} Open`);
    } else if (element.type === 'resistance') {
      const d = 0.05;
      const loss = ((element.coefficient / density_kg_m3 ** 2) * Math.PI ** 2 * density_kg_m3 * d ** 4) / 8;
      lines.push(`${ends} 0.001 ${d * 1000} 0.001 ${loss.toPrecision(12)} Open`);
    } else throw new Error(`${element.type} has no EPANET form here`);
  });
  lines.push(
    '[OPTIONS]',
    'Units LPS',
    'Headloss D-W',
    'Trials 200',
    `Accuracy ${accuracy}`,
    `Viscosity ${viscosity_m2_s / WATER_AT_20_C_M2_S}`,
  );
  lines.push('[REPORT]', 'Status No', 'Summary No', '[TIMES]', 'Duration 0', '[END]', '');
  return lines.join('\n');
}

/** One network opened in EPANET, its matrix ordered, ready to be run again and again. */
export interface EpanetNetwork {
  readonly prepare_ms: number;
  /** From its own flat start: every pipe at 1 ft/s. */
  flat(): void;
  /** From the flows before, after the outflow of one node is set. */
  warm(node: number, outflow_kg_s: number): void;
  close(): void;
}

export async function openEpanet(network: HydraulicNetwork, density_kg_m3: number, viscosity_m2_s: number): Promise<EpanetNetwork> {
  const workspace = new Workspace();
  await workspace.loadModule();
  workspace.writeFile('net.inp', inputText(network, density_kg_m3, viscosity_m2_s, 1e-8));
  const project = new Project(workspace);
  project.open('net.inp', 'net.rpt', 'net.bin');
  const before = performance.now();
  project.openH();
  const prepare_ms = performance.now() - before;
  return {
    prepare_ms,
    flat() {
      project.initH(InitHydOption.InitFlow);
      project.runH();
    },
    warm(node, outflow_kg_s) {
      project.setNodeValue(project.getNodeIndex(String(node + 1)), NodeProperty.BaseDemand, (outflow_kg_s * 1000) / density_kg_m3);
      project.initH(InitHydOption.NoSave);
      project.runH();
    },
    close() {
      project.closeH();
      project.close();
    },
  };
}
