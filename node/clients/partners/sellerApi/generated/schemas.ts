// Generated from docs/partner-api.yaml by `npm run generate`. Do not edit.
export const schemas = {
  "Sku": {
    "type": "string",
    "minLength": 1,
    "maxLength": 100
  },
  "Reference": {
    "type": "string",
    "pattern": "^[A-Za-z0-9._-]{1,100}$"
  },
  "Currency": {
    "type": "string",
    "pattern": "^[A-Z]{3}$"
  },
  "Country": {
    "type": "string",
    "pattern": "^[A-Z]{3}$"
  },
  "Money": {
    "type": "integer",
    "minimum": 0,
    "maximum": 1000000000000
  },
  "DateTime": {
    "type": "string",
    "format": "date-time",
    "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$"
  },
  "TaxIncluded": {
    "type": "boolean",
    "const": true
  },
  "Channel": {
    "type": "string",
    "enum": [
      "delivery",
      "pickup-in-point"
    ]
  },
  "Cursor": {
    "type": "string",
    "minLength": 1,
    "maxLength": 1000
  },
  "Capabilities": {
    "type": "object",
    "required": [
      "catalogChanges",
      "orderUpdates",
      "orderChanges",
      "webhooks"
    ],
    "properties": {
      "catalogChanges": {
        "type": "boolean"
      },
      "orderUpdates": {
        "type": "boolean"
      },
      "orderChanges": {
        "type": "boolean"
      },
      "webhooks": {
        "type": "boolean"
      },
      "services": {
        "type": [
          "boolean",
          "null"
        ]
      },
      "attachments": {
        "type": [
          "boolean",
          "null"
        ]
      }
    }
  },
  "OffersRequest": {
    "type": "object",
    "required": [
      "skus"
    ],
    "properties": {
      "skus": {
        "type": "array",
        "minItems": 1,
        "maxItems": 500,
        "uniqueItems": true,
        "items": {
          "$ref": "#/$defs/Sku"
        }
      },
      "priceList": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 50
      }
    }
  },
  "OffersAnswer": {
    "type": "object",
    "required": [
      "currency",
      "pricesIncludeTax",
      "offers"
    ],
    "properties": {
      "currency": {
        "$ref": "#/$defs/Currency"
      },
      "pricesIncludeTax": {
        "$ref": "#/$defs/TaxIncluded"
      },
      "offers": {
        "type": "array",
        "maxItems": 500,
        "items": {
          "$ref": "#/$defs/Offer"
        }
      }
    }
  },
  "Offer": {
    "type": "object",
    "required": [
      "sku",
      "sold"
    ],
    "properties": {
      "sku": {
        "$ref": "#/$defs/Sku"
      },
      "sold": {
        "type": "boolean"
      },
      "price": {
        "oneOf": [
          {
            "$ref": "#/$defs/Money"
          },
          {
            "type": "null"
          }
        ]
      },
      "listPrice": {
        "oneOf": [
          {
            "$ref": "#/$defs/Money"
          },
          {
            "type": "null"
          }
        ]
      },
      "stock": {
        "$ref": "#/$defs/Stock"
      },
      "measurementUnit": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 10
      },
      "unitMultiplier": {
        "type": [
          "number",
          "null"
        ],
        "exclusiveMinimum": 0
      },
      "services": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 20,
        "items": {
          "$ref": "#/$defs/OfferedService"
        }
      },
      "attachments": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 10,
        "items": {
          "$ref": "#/$defs/OfferedAttachment"
        }
      }
    }
  },
  "OfferedService": {
    "type": "object",
    "required": [
      "id",
      "type",
      "name",
      "price"
    ],
    "properties": {
      "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "type": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 150
      },
      "price": {
        "$ref": "#/$defs/Money"
      }
    }
  },
  "OfferedAttachment": {
    "type": "object",
    "required": [
      "name",
      "fields"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "required": {
        "type": [
          "boolean",
          "null"
        ]
      },
      "fields": {
        "type": "array",
        "minItems": 1,
        "maxItems": 10,
        "items": {
          "type": "object",
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "type": "string",
              "minLength": 1,
              "maxLength": 100
            },
            "maxLength": {
              "type": [
                "integer",
                "null"
              ],
              "minimum": 1,
              "maximum": 1000
            },
            "options": {
              "type": [
                "array",
                "null"
              ],
              "maxItems": 50,
              "items": {
                "type": "string",
                "minLength": 1,
                "maxLength": 100
              }
            }
          }
        }
      }
    }
  },
  "Stock": {
    "type": "array",
    "maxItems": 200,
    "items": {
      "type": "object",
      "required": [
        "location",
        "quantity"
      ],
      "properties": {
        "location": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100
        },
        "quantity": {
          "type": "integer",
          "minimum": 0,
          "maximum": 1000000000
        },
        "channels": {
          "type": [
            "array",
            "null"
          ],
          "minItems": 1,
          "items": {
            "$ref": "#/$defs/Channel"
          }
        }
      }
    }
  },
  "QuoteRequest": {
    "type": "object",
    "required": [
      "lines",
      "destination"
    ],
    "properties": {
      "lines": {
        "type": "array",
        "minItems": 1,
        "maxItems": 500,
        "items": {
          "type": "object",
          "required": [
            "sku",
            "quantity"
          ],
          "properties": {
            "sku": {
              "$ref": "#/$defs/Sku"
            },
            "quantity": {
              "type": "integer",
              "minimum": 1
            }
          }
        }
      },
      "destination": {
        "type": "object",
        "properties": {
          "country": {
            "oneOf": [
              {
                "$ref": "#/$defs/Country"
              },
              {
                "type": "null"
              }
            ]
          },
          "postalCode": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 30
          },
          "geoCoordinates": {
            "oneOf": [
              {
                "$ref": "#/$defs/GeoCoordinates"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      },
      "priceList": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 50
      }
    }
  },
  "GeoCoordinates": {
    "type": "object",
    "required": [
      "longitude",
      "latitude"
    ],
    "properties": {
      "longitude": {
        "type": "number",
        "minimum": -180,
        "maximum": 180
      },
      "latitude": {
        "type": "number",
        "minimum": -90,
        "maximum": 90
      }
    }
  },
  "QuoteAnswer": {
    "type": "object",
    "required": [
      "currency",
      "pricesIncludeTax",
      "offers",
      "shippingOptions"
    ],
    "properties": {
      "currency": {
        "$ref": "#/$defs/Currency"
      },
      "pricesIncludeTax": {
        "$ref": "#/$defs/TaxIncluded"
      },
      "offers": {
        "type": "array",
        "maxItems": 500,
        "items": {
          "$ref": "#/$defs/Offer"
        }
      },
      "shippingOptions": {
        "type": "array",
        "maxItems": 100,
        "items": {
          "$ref": "#/$defs/ShippingOption"
        }
      }
    }
  },
  "ShippingOption": {
    "type": "object",
    "required": [
      "id",
      "name",
      "channel",
      "price",
      "estimate"
    ],
    "properties": {
      "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 150
      },
      "channel": {
        "$ref": "#/$defs/Channel"
      },
      "price": {
        "$ref": "#/$defs/Money"
      },
      "estimate": {
        "type": "string",
        "pattern": "^\\d{1,4}(bd|d|h|m)$"
      },
      "deliveryWindows": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 100,
        "items": {
          "type": "object",
          "required": [
            "start",
            "end",
            "price"
          ],
          "properties": {
            "start": {
              "$ref": "#/$defs/DateTime"
            },
            "end": {
              "$ref": "#/$defs/DateTime"
            },
            "price": {
              "$ref": "#/$defs/Money"
            }
          }
        }
      },
      "pickupPoint": {
        "oneOf": [
          {
            "$ref": "#/$defs/PickupPoint"
          },
          {
            "type": "null"
          }
        ]
      }
    }
  },
  "PickupPoint": {
    "type": "object",
    "required": [
      "id",
      "name",
      "address"
    ],
    "properties": {
      "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 150
      },
      "instructions": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 500
      },
      "address": {
        "type": "object",
        "required": [
          "country",
          "postalCode",
          "city",
          "state",
          "street"
        ],
        "properties": {
          "country": {
            "$ref": "#/$defs/Country"
          },
          "postalCode": {
            "type": "string",
            "minLength": 1,
            "maxLength": 30
          },
          "city": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          },
          "state": {
            "type": "string",
            "maxLength": 200
          },
          "street": {
            "type": "string",
            "minLength": 1,
            "maxLength": 300
          },
          "number": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 60
          },
          "neighborhood": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 200
          },
          "complement": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 300
          },
          "geoCoordinates": {
            "oneOf": [
              {
                "$ref": "#/$defs/GeoCoordinates"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      }
    }
  },
  "CatalogPage": {
    "type": "object",
    "required": [
      "currency",
      "pricesIncludeTax",
      "items"
    ],
    "properties": {
      "currency": {
        "$ref": "#/$defs/Currency"
      },
      "pricesIncludeTax": {
        "$ref": "#/$defs/TaxIncluded"
      },
      "items": {
        "type": "array",
        "maxItems": 200,
        "items": {
          "$ref": "#/$defs/CatalogItem"
        }
      },
      "nextCursor": {
        "oneOf": [
          {
            "$ref": "#/$defs/Cursor"
          },
          {
            "type": "null"
          }
        ]
      }
    }
  },
  "CatalogItem": {
    "type": "object",
    "required": [
      "sku",
      "productId",
      "productName",
      "skuName",
      "active",
      "stock"
    ],
    "properties": {
      "sku": {
        "$ref": "#/$defs/Sku"
      },
      "productId": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "productName": {
        "type": "string",
        "maxLength": 1000
      },
      "skuName": {
        "type": "string",
        "maxLength": 1000
      },
      "description": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 100000
      },
      "brand": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 200
      },
      "categoryPath": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 10,
        "items": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        }
      },
      "eans": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 20,
        "items": {
          "type": "string",
          "maxLength": 20
        }
      },
      "refId": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 100
      },
      "images": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 50,
        "items": {
          "type": "object",
          "required": [
            "url"
          ],
          "properties": {
            "url": {
              "type": "string",
              "maxLength": 2000
            },
            "name": {
              "type": [
                "string",
                "null"
              ],
              "maxLength": 200
            }
          }
        }
      },
      "dimensions": {
        "oneOf": [
          {
            "type": "null"
          },
          {
            "type": "object",
            "properties": {
              "heightCm": {
                "type": [
                  "number",
                  "null"
                ],
                "minimum": 0
              },
              "widthCm": {
                "type": [
                  "number",
                  "null"
                ],
                "minimum": 0
              },
              "lengthCm": {
                "type": [
                  "number",
                  "null"
                ],
                "minimum": 0
              },
              "weightGrams": {
                "type": [
                  "number",
                  "null"
                ],
                "minimum": 0
              }
            }
          }
        ]
      },
      "skuSpecifications": {
        "oneOf": [
          {
            "$ref": "#/$defs/Specifications"
          },
          {
            "type": "null"
          }
        ]
      },
      "productSpecifications": {
        "oneOf": [
          {
            "$ref": "#/$defs/Specifications"
          },
          {
            "type": "null"
          }
        ]
      },
      "measurementUnit": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 10
      },
      "unitMultiplier": {
        "type": [
          "number",
          "null"
        ],
        "exclusiveMinimum": 0
      },
      "active": {
        "type": "boolean"
      },
      "price": {
        "oneOf": [
          {
            "$ref": "#/$defs/Money"
          },
          {
            "type": "null"
          }
        ]
      },
      "listPrice": {
        "oneOf": [
          {
            "$ref": "#/$defs/Money"
          },
          {
            "type": "null"
          }
        ]
      },
      "stock": {
        "$ref": "#/$defs/Stock"
      }
    }
  },
  "Specifications": {
    "type": "array",
    "maxItems": 100,
    "items": {
      "type": "object",
      "required": [
        "name",
        "values"
      ],
      "properties": {
        "name": {
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "values": {
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "type": "string",
            "maxLength": 1000
          }
        }
      }
    }
  },
  "CatalogChanges": {
    "type": "object",
    "required": [
      "currency",
      "pricesIncludeTax",
      "changes",
      "nextCursor",
      "more"
    ],
    "properties": {
      "currency": {
        "$ref": "#/$defs/Currency"
      },
      "pricesIncludeTax": {
        "$ref": "#/$defs/TaxIncluded"
      },
      "changes": {
        "type": "array",
        "maxItems": 200,
        "items": {
          "type": "object",
          "required": [
            "sku"
          ],
          "properties": {
            "sku": {
              "$ref": "#/$defs/Sku"
            },
            "deleted": {
              "type": [
                "boolean",
                "null"
              ]
            },
            "item": {
              "oneOf": [
                {
                  "$ref": "#/$defs/CatalogItem"
                },
                {
                  "type": "null"
                }
              ]
            }
          }
        }
      },
      "nextCursor": {
        "$ref": "#/$defs/Cursor"
      },
      "more": {
        "type": "boolean"
      }
    }
  },
  "NewOrder": {
    "type": "object",
    "required": [
      "reference",
      "currency",
      "pricesIncludeTax",
      "reserveUntil",
      "lines",
      "shipping",
      "total",
      "customer"
    ],
    "properties": {
      "reference": {
        "$ref": "#/$defs/Reference"
      },
      "currency": {
        "$ref": "#/$defs/Currency"
      },
      "pricesIncludeTax": {
        "$ref": "#/$defs/TaxIncluded"
      },
      "priceList": {
        "type": [
          "string",
          "null"
        ]
      },
      "reserveUntil": {
        "$ref": "#/$defs/DateTime"
      },
      "lines": {
        "type": "array",
        "minItems": 1,
        "items": {
          "$ref": "#/$defs/NewOrderLine"
        }
      },
      "shipping": {
        "type": "object",
        "required": [
          "optionId",
          "channel",
          "price"
        ],
        "properties": {
          "optionId": {
            "type": "string"
          },
          "channel": {
            "$ref": "#/$defs/Channel"
          },
          "price": {
            "$ref": "#/$defs/Money"
          },
          "deliveryWindow": {
            "oneOf": [
              {
                "type": "null"
              },
              {
                "type": "object",
                "required": [
                  "start",
                  "end"
                ],
                "properties": {
                  "start": {
                    "$ref": "#/$defs/DateTime"
                  },
                  "end": {
                    "$ref": "#/$defs/DateTime"
                  }
                }
              }
            ]
          }
        }
      },
      "total": {
        "$ref": "#/$defs/Money"
      },
      "customer": {
        "type": "object",
        "required": [
          "email",
          "firstName",
          "lastName"
        ],
        "properties": {
          "email": {
            "type": "string"
          },
          "firstName": {
            "type": "string"
          },
          "lastName": {
            "type": "string"
          },
          "phone": {
            "type": [
              "string",
              "null"
            ]
          },
          "document": {
            "type": [
              "string",
              "null"
            ]
          },
          "documentType": {
            "type": [
              "string",
              "null"
            ]
          },
          "corporateName": {
            "type": [
              "string",
              "null"
            ]
          },
          "corporateDocument": {
            "type": [
              "string",
              "null"
            ]
          },
          "tradeName": {
            "type": [
              "string",
              "null"
            ]
          },
          "stateInscription": {
            "type": [
              "string",
              "null"
            ]
          },
          "corporatePhone": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "note": {
        "type": [
          "string",
          "null"
        ]
      },
      "customFields": {
        "type": [
          "array",
          "null"
        ],
        "items": {
          "type": "object",
          "required": [
            "app",
            "name",
            "value"
          ],
          "properties": {
            "app": {
              "type": "string"
            },
            "name": {
              "type": "string"
            },
            "value": {
              "type": "string"
            }
          }
        }
      },
      "address": {
        "oneOf": [
          {
            "type": "null"
          },
          {
            "type": "object",
            "required": [
              "country",
              "postalCode",
              "city",
              "state",
              "street"
            ],
            "properties": {
              "country": {
                "type": "string"
              },
              "postalCode": {
                "type": "string"
              },
              "city": {
                "type": "string"
              },
              "state": {
                "type": "string"
              },
              "street": {
                "type": "string"
              },
              "number": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "neighborhood": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "complement": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "reference": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "receiverName": {
                "type": [
                  "string",
                  "null"
                ]
              }
            }
          }
        ]
      }
    }
  },
  "NewOrderLine": {
    "type": "object",
    "required": [
      "sku",
      "quantity",
      "unitPrice"
    ],
    "properties": {
      "sku": {
        "$ref": "#/$defs/Sku"
      },
      "quantity": {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000000
      },
      "unitPrice": {
        "$ref": "#/$defs/Money"
      },
      "services": {
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "#/$defs/LineService"
        }
      },
      "attachments": {
        "type": [
          "array",
          "null"
        ],
        "items": {
          "$ref": "#/$defs/LineAttachment"
        }
      }
    }
  },
  "LineService": {
    "type": "object",
    "required": [
      "id",
      "quantity",
      "unitPrice"
    ],
    "properties": {
      "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200
      },
      "type": {
        "type": [
          "string",
          "null"
        ]
      },
      "name": {
        "type": [
          "string",
          "null"
        ]
      },
      "quantity": {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000000
      },
      "unitPrice": {
        "$ref": "#/$defs/Money"
      }
    }
  },
  "LineAttachment": {
    "type": "object",
    "required": [
      "name",
      "content"
    ],
    "properties": {
      "name": {
        "type": "string",
        "minLength": 1
      },
      "content": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      }
    }
  },
  "OrderLine": {
    "type": "object",
    "required": [
      "sku",
      "quantity",
      "unitPrice"
    ],
    "properties": {
      "sku": {
        "$ref": "#/$defs/Sku"
      },
      "quantity": {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000000
      },
      "unitPrice": {
        "$ref": "#/$defs/Money"
      }
    }
  },
  "Order": {
    "type": "object",
    "required": [
      "reference",
      "id",
      "number",
      "state",
      "currency",
      "total"
    ],
    "properties": {
      "reference": {
        "$ref": "#/$defs/Reference"
      },
      "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "number": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "state": {
        "type": "string",
        "enum": [
          "open",
          "authorized",
          "partiallyShipped",
          "shipped",
          "delivered",
          "canceled"
        ]
      },
      "currency": {
        "$ref": "#/$defs/Currency"
      },
      "total": {
        "$ref": "#/$defs/Money"
      },
      "lines": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 500,
        "items": {
          "$ref": "#/$defs/OrderLine"
        }
      },
      "invoices": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 100,
        "items": {
          "$ref": "#/$defs/Invoice"
        }
      },
      "packages": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 100,
        "items": {
          "$ref": "#/$defs/Package"
        }
      },
      "returns": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 100,
        "items": {
          "$ref": "#/$defs/Return"
        }
      }
    }
  },
  "Invoice": {
    "type": "object",
    "required": [
      "number",
      "issuedAt",
      "total",
      "lines"
    ],
    "properties": {
      "number": {
        "type": "string",
        "minLength": 1,
        "maxLength": 80
      },
      "key": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 200
      },
      "url": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 2000
      },
      "issuedAt": {
        "$ref": "#/$defs/DateTime"
      },
      "total": {
        "$ref": "#/$defs/Money"
      },
      "lines": {
        "type": "array",
        "minItems": 1,
        "maxItems": 500,
        "items": {
          "$ref": "#/$defs/OrderLine"
        }
      }
    }
  },
  "Package": {
    "type": "object",
    "required": [
      "id",
      "invoiceNumber"
    ],
    "properties": {
      "id": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "invoiceNumber": {
        "type": "string",
        "minLength": 1,
        "maxLength": 80
      },
      "courier": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 100
      },
      "trackingNumber": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 100
      },
      "trackingUrl": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 2000
      },
      "dispatchedAt": {
        "oneOf": [
          {
            "$ref": "#/$defs/DateTime"
          },
          {
            "type": "null"
          }
        ]
      },
      "deliveredAt": {
        "oneOf": [
          {
            "$ref": "#/$defs/DateTime"
          },
          {
            "type": "null"
          }
        ]
      },
      "events": {
        "type": [
          "array",
          "null"
        ],
        "maxItems": 200,
        "items": {
          "type": "object",
          "required": [
            "at",
            "description"
          ],
          "properties": {
            "at": {
              "$ref": "#/$defs/DateTime"
            },
            "description": {
              "type": "string",
              "minLength": 1,
              "maxLength": 500
            },
            "city": {
              "type": [
                "string",
                "null"
              ],
              "maxLength": 200
            },
            "state": {
              "type": [
                "string",
                "null"
              ],
              "maxLength": 200
            }
          }
        }
      }
    }
  },
  "Return": {
    "type": "object",
    "required": [
      "number",
      "issuedAt",
      "total",
      "lines"
    ],
    "properties": {
      "number": {
        "type": "string",
        "minLength": 1,
        "maxLength": 80
      },
      "issuedAt": {
        "$ref": "#/$defs/DateTime"
      },
      "total": {
        "$ref": "#/$defs/Money"
      },
      "lines": {
        "type": "array",
        "minItems": 1,
        "maxItems": 500,
        "items": {
          "$ref": "#/$defs/OrderLine"
        }
      }
    }
  },
  "CancelRequest": {
    "type": "object",
    "required": [
      "reason"
    ],
    "properties": {
      "reason": {
        "type": "string"
      }
    }
  },
  "CancelAnswer": {
    "type": "object",
    "required": [
      "outcome"
    ],
    "properties": {
      "outcome": {
        "type": "string",
        "enum": [
          "done",
          "refused",
          "deciding"
        ]
      },
      "reason": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 500
      }
    }
  },
  "OrderChange": {
    "type": "object",
    "required": [
      "changeId",
      "reason",
      "lines",
      "total"
    ],
    "properties": {
      "changeId": {
        "type": "string",
        "minLength": 1
      },
      "reason": {
        "type": "string"
      },
      "lines": {
        "type": "array",
        "minItems": 1,
        "items": {
          "$ref": "#/$defs/OrderLine"
        }
      },
      "total": {
        "$ref": "#/$defs/Money"
      }
    }
  },
  "OrderUpdates": {
    "type": "object",
    "required": [
      "orders",
      "nextCursor",
      "more"
    ],
    "properties": {
      "orders": {
        "type": "array",
        "maxItems": 200,
        "items": {
          "$ref": "#/$defs/Order"
        }
      },
      "nextCursor": {
        "$ref": "#/$defs/Cursor"
      },
      "more": {
        "type": "boolean"
      }
    }
  },
  "CatalogChangedEvent": {
    "type": "object",
    "required": [
      "type",
      "timestamp",
      "data"
    ],
    "properties": {
      "type": {
        "type": "string",
        "const": "catalog.changed"
      },
      "timestamp": {
        "$ref": "#/$defs/DateTime"
      },
      "data": {
        "type": "object",
        "required": [
          "skus"
        ],
        "properties": {
          "skus": {
            "type": "array",
            "minItems": 1,
            "maxItems": 500,
            "items": {
              "$ref": "#/$defs/Sku"
            }
          }
        }
      }
    }
  },
  "OrdersChangedEvent": {
    "type": "object",
    "required": [
      "type",
      "timestamp",
      "data"
    ],
    "properties": {
      "type": {
        "type": "string",
        "const": "orders.changed"
      },
      "timestamp": {
        "$ref": "#/$defs/DateTime"
      },
      "data": {
        "type": "object",
        "required": [
          "references"
        ],
        "properties": {
          "references": {
            "type": "array",
            "minItems": 1,
            "maxItems": 500,
            "items": {
              "$ref": "#/$defs/Reference"
            }
          }
        }
      }
    }
  },
  "Problem": {
    "type": "object",
    "required": [
      "status",
      "code"
    ],
    "properties": {
      "type": {
        "type": [
          "string",
          "null"
        ]
      },
      "title": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 300
      },
      "status": {
        "type": "integer",
        "minimum": 400,
        "maximum": 599
      },
      "detail": {
        "type": [
          "string",
          "null"
        ],
        "maxLength": 1000
      },
      "code": {
        "type": "string",
        "minLength": 1,
        "maxLength": 100
      },
      "sku": {
        "oneOf": [
          {
            "$ref": "#/$defs/Sku"
          },
          {
            "type": "null"
          }
        ]
      },
      "retryAfter": {
        "type": [
          "integer",
          "null"
        ],
        "minimum": 0
      }
    }
  }
} as const
