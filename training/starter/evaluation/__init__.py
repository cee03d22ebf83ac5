"""How good is the model? One file a question; `starter/evaluate.py` asks them all."""
