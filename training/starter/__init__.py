"""How the Verso Starter model is made: data, autoencoder, denoiser, evaluation, export."""
