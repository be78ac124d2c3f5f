/** Asks HiGHS (an LP and QP solver by other people, other methods) for the optimum of an allocation problem. */
import loadHighs from 'highs';
import type { AllocationProblem } from '../../shared/solve/allocation.ts';

export type Highs = Awaited<ReturnType<typeof loadHighs>>;
export const highs = (): Promise<Highs> => loadHighs();

/** HiGHS works with absolute tolerances of 1e-7: amounts are written in units of 10 kW, slopes as they are. */
const unit = 1e4;

/** The problem in CPLEX LP format: a column per piece, which fill in order since slopes fall. */
export function lpText({ consumers, limits, capacities }: AllocationProblem): { text: string; constant: number } {
  const linear: string[] = [];
  const squares: string[] = [];
  const bounds: string[] = [];
  const columns = consumers.map(({ pieces }, i) =>
    pieces.map(({ width, first, last }, k) => {
      const name = `x${i}_${k}`;
      linear.push(`+ ${first} ${name}`);
      if (last < first && width > 0) squares.push(`- ${((first - last) / width) * unit} ${name} ^ 2`);
      bounds.push(`0 <= ${name} <= ${width / unit}`);
      return name;
    }),
  );
  const rows = limits.map(({ members, coefficients }, j) => {
    let room = capacities[j] ?? 0;
    const terms: string[] = [];
    for (let k = 0; k < members.length; k++) {
      const [i, a] = [members[k] ?? -1, coefficients[k] ?? 0];
      room -= a * (consumers[i]?.least ?? 0);
      for (const name of columns[i] ?? []) terms.push(`+ ${a} ${name}`);
    }
    return `r${j}: ${terms.join(' ')} <= ${room / unit}`;
  });
  const quadratic = squares.length > 0 ? ` + [ ${squares.join(' ')} ] / 2` : '';
  return {
    text: `Maximize\n obj: ${linear.join(' ')}${quadratic}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`,
    constant: consumers.reduce((sum, { worthAtLeast }) => sum + worthAtLeast, 0),
  };
}

/** Value of the optimum, and the dual of each limit where HiGHS gives one. */
export function judge(solver: Highs, problem: AllocationProblem): { value: number; status: string } {
  const { text, constant } = lpText(problem);
  const answer = solver.solve(text);
  return { value: constant + answer.ObjectiveValue * unit, status: answer.Status };
}
