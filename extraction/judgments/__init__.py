"""Korean criminal judgments: text in, one record a judgment out."""
