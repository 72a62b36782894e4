"""The series of Gapminder that are read, and what each becomes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One published series and the column it becomes.

    Attributes
    ----------
    name, sha256, size_bytes
        Of the file.
    column
        With the unit in its name.
    per
        How many published units make one of the column's.
    dated
        Whether values belong to the state of the time, and not to today's territory.
    energy
        Whether the file writes a zero where a state did not exist, or was counted elsewhere.
    """

    name: str
    column: str
    size_bytes: int
    sha256: str
    per: float = 1.0
    dated: bool = False
    energy: bool = False


SERIES = (
    Series(
        "total_gdp_us_inflation_adjusted",
        "gdp_usd2015",
        299_499,
        "0f253a3400184ea56c3787e12836f4905d68e015a9a46ea9e5608f7c61aa74c0",
    ),
    Series(
        "gdppercapita_us_inflation_adjusted",
        "gdp_per_capita_usd2015",
        225_615,
        "f9a73ce1aa5345ee4b53b059a2d4fa30a87207723080afd94522bee436da08c8",
    ),
    Series(
        "alternative_gdp_per_capita_ppp_wb",
        "gdp_per_capita_ppp2021",
        137_913,
        "901be01fa749288b5a925a3fb0c1652d4e83e8120f67b4d6ad6b84bfd2f45420",
    ),
    Series(
        "total_gni_ppp_current_international",
        "gni_ppp_current_intl",
        179_135,
        "22be5f66ac276e8b1ba3e3ad33e1d922dd323444c98e4c7f7bd03d53339bcf80",
    ),
    Series(
        "military_expenditure_percent_of_gdp",
        "milex_percent_gdp",
        133_809,
        "0d9ccd3017f100e3c1e6f2a0537ad745e77aa0bbe68411ca345456a16e532f6f",
        dated=True,
    ),
    Series(
        "armed_forces_personnel_total",
        "armed_forces_personnel",
        80_941,
        "b485626fdc39ab3b1f2cdbfaf690630d8534d178a44d34edc0e1dcf2f7b95086",
        dated=True,
    ),
    Series(
        "armed_forces_personnel_percent_of_labor_force",
        "armed_forces_percent_labour",
        84_899,
        "c4ddd1678da6951e6f521994c39f5618ebd3b88700535fbf307e68bf2cede701",
        dated=True,
    ),
    Series(
        "arms_imports_sipri_tiv",
        "arms_imports_mtiv",
        124_270,
        "c1528a1de6391bab96cf5646832b421ff77b325d1988eb65d519a2c0b090963b",
        per=1e6,
        dated=True,
    ),
    Series(
        "arms_exports_sipri_tiv",
        "arms_exports_mtiv",
        43_223,
        "dd2ac0290af50524784e70dc44c5c758fa512bdfe3fd35da197c0ca4b1237c3e",
        per=1e6,
        dated=True,
    ),
    Series(
        "exports_percent_of_gdp",
        "exports_percent_gdp",
        156_066,
        "e6ca61873b388e28f7b22c66cc6580935bde7052cb89cbe7c628796142a48764",
    ),
    Series(
        "imports_percent_of_gdp",
        "imports_percent_gdp",
        156_538,
        "78a4d24c4f9447d47892fd0954d77a88b83b9cfd0f9b9261dcc2bc612a9385f7",
    ),
    Series(
        "merchandise_trade_percent_of_gdp",
        "merchandise_trade_percent_gdp",
        194_389,
        "15ec382c0c9709062b90a18a13adde00db1e1f7a3a1f1e715fe321f11a25901c",
    ),
    Series(
        "trade_balance_percent_of_gdp",
        "trade_balance_percent_gdp",
        156_828,
        "fe40e7a1e58229d2d81699fe0badf502ec2169c9c1ddc23db81789ad43fb00ab",
    ),
    Series(
        "trade_balance_us_not_inflation_adjusted",
        "trade_balance_current_usd",
        223_238,
        "1fcdec8ddddc1bfa7e5b783feeafc80952941f1cef88b97ca1d2a7dde1084585",
    ),
    Series(
        "high_technology_exports_percent_of_manufactured_exports",
        "high_technology_percent_manufactured_exports",
        45_696,
        "d2421f22ab695984e9cf52bd06db70eb7844e79e01bb41af92e3feb3d2ab0012",
    ),
    Series(
        "foreign_direct_investment_net_inflows_percent_of_gdp",
        "fdi_inflow_percent_gdp",
        159_590,
        "2596c071b81b94abe46b772f96800828ec00ab3583a1d69e9e79e155eeed7fab",
    ),
    Series(
        "foreign_direct_investment_net_outflows_percent_of_gdp",
        "fdi_outflow_percent_gdp",
        137_674,
        "4578b1f55fb08734759f48c33801974c98570c2920f24f03a3a2b255de7d25e4",
    ),
    Series(
        "oil_production_total",
        "oil_production_mt",
        52_035,
        "009dd22bfeae6e5d624fba8be1b1c41c9c7f4cc6d24e8c78022fff027d3ec1c0",
        per=1e6,
        energy=True,
    ),
    Series(
        "oil_consumption_total",
        "oil_consumption_mt",
        82_553,
        "c5b6eb229ab3ad2142bb4a3de40f9dc445362c5090d34452b9e94f49e604e2ce",
        per=1e6,
        energy=True,
    ),
    Series(
        "oil_proved_reserves_total",
        "oil_proved_reserves_mt",
        36_936,
        "ba341b09f5037648bf99192fb9683b1c217cea400e984186585ba0d20ce975ea",
        per=1e6,
        energy=True,
    ),
    Series(
        "natural_gas_production_total",
        "natural_gas_production_mtoe",
        62_182,
        "32e2941212e08393298a5bc04440b304aa40870c28bf5bc509c66b70de1bcece",
        per=1e6,
        energy=True,
    ),
    Series(
        "natural_gas_proved_reserves_total",
        "natural_gas_proved_reserves_mtoe",
        38_747,
        "05fb81c3c9001a66e06c11c4a1495d3ffc1ec2df976ec27355fab764dc55de82",
        per=1e6,
        energy=True,
    ),
)
