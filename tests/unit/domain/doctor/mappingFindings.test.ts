import { parseMapping, taxonomyOf, type Taxonomy } from '../../../../node/domain/catalog/nameMapping'
import { mappingFindings } from '../../../../node/domain/doctor/mappingFindings'

const MARKETPLACE: Taxonomy = { categories: taxonomyOf(['Tools', 'Tools/Drills']), brands: taxonomyOf(['Northwind']) }
const tables = (categories = '', brands = '') => parseMapping({ categories, brands }, 'sellers[0]')
const names = { categories: ['Power/Drills'], brands: ['northwind'] }
const shortly = (mapping = tables(), taxonomy = MARKETPLACE, unmapped: 'hold' | 'send' = 'hold') =>
  mappingFindings(mapping, taxonomy, names, unmapped).map(({ level, message }) => `${level}: ${message}`)

describe('the mapping of a seller', () => {
  it('is right when every name leads to one of the marketplace', () => {
    expect(shortly(tables('Power/Drills = Tools/Drills'))).toEqual([])
  })

  it('that leads nowhere is told once, not again for each name it maps', () => {
    expect(shortly(tables('Power/Drills = Machines; Power/* = Machines', 'Northwind = North'))).toEqual([
      'error: categoryMapping leads to what the marketplace has not: "Machines"',
      'error: brandMapping leads to what the marketplace has not: "North"',
    ])
  })

  it('that lacks a name holds its SKUs, or lets whoever approves them map it', () => {
    expect(shortly()).toEqual(['warning: The marketplace has no category "Power/Drills": its SKUs are not sent'])
    expect(shortly(tables(), MARKETPLACE, 'send')).toEqual([expect.stringContaining('info: ')])
  })

  it('is not judged by a list that nobody could read', () => {
    expect(shortly(tables('Power/Drills = Machines'), {})).toEqual([])
  })
})
