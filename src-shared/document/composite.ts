/** The picture that the layers make; how, stands in `composite/`. */
export { compositeArea } from './composite/composite.ts'
