import {
  inTaxonomy,
  parseMapping,
  taxonomyOf,
  translateBrand,
  translateCategory,
} from '../../../../node/domain/catalog/nameMapping'

const mapping = parseMapping(
  {
    categories: 'Casa/Redes = Home / Hammocks\ncasa/* = Home; Casa/Mesa/* = Home/Table',
    brands: 'UMB = Umbuzeiro',
  },
  'sellers[0]',
)

describe('the mapping of categories', () => {
  it.each([
    [['Casa', 'Redes'], 'Home/Hammocks'],
    [['CASA', ' redes '], 'Home/Hammocks'],
    [['Casa'], 'Home'],
    [['Casa', 'Banho', 'Toalhas'], 'Home'],
    [['Casa', 'Mesa', 'Copos'], 'Home/Table'],
    [['Jardim', 'Casa'], 'Jardim/Casa'],
  ])('%j is %s', (path, expected) => {
    expect(translateCategory(mapping, path)).toBe(expected)
  })

  it('takes the marketplace’s spelling, and names what it lacks', () => {
    const tree = taxonomyOf(['Home', 'Home/Table'])
    expect(inTaxonomy(tree, 'home/TABLE')).toEqual({ name: 'Home/Table' })
    expect(inTaxonomy(tree, 'Garden')).toEqual({ missing: 'Garden' })
  })

  it('judges nothing by a list that is empty or could not be read', () => {
    expect(inTaxonomy(taxonomyOf([]), 'Garden')).toEqual({ name: 'Garden' })
  })
})

describe('the mapping of brands', () => {
  it('translates what is in the table and leaves the rest', () => {
    expect([translateBrand(mapping, 'umb'), translateBrand(mapping, 'Acme ')]).toEqual(['Umbuzeiro', 'Acme'])
  })
})
